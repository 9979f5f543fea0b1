import { FaultNotice } from '../../requests/FaultNotice';
import { useAsk } from '../../requests/use-ask';
import { notReadyReasons } from '../api';
import { Dialog } from '../Dialog';
import { readSignedIn } from '../net';
import { useWords } from '../words';

interface StateDialogProps {
  readonly name: string;
  readonly wish: (presence: string, reason: string | null) => void;
  readonly close: () => void;
}

/** Sets another agent's presence; in a call it counts after it. */
export function StateDialog({ name, wish, close }: StateDialogProps) {
  const { t, word } = useWords();
  const asked = useAsk('/api/desk/not-ready-reasons', notReadyReasons, readSignedIn);
  const reasons = asked.value ?? [];
  return (
    <Dialog title={t('floor.set_state.of', { name })} close={close}>
      {asked.fault !== null && <FaultNotice fault={asked.fault} again={asked.again} />}
      <ul className="choices">
        <li>
          <button
            type="button"
            className="button"
            onClick={() => {
              wish('ready', null);
            }}
          >
            {t('state.ready')}
          </button>
        </li>
        {reasons.map(({ reason }) => (
          <li key={reason}>
            <button
              type="button"
              className="button button-quiet"
              onClick={() => {
                wish('not-ready', reason);
              }}
            >
              {t('state.not-ready')}: {word('reason', reason)}
            </button>
          </li>
        ))}
        <li>
          <button
            type="button"
            className="button button-quiet"
            onClick={() => {
              wish('signed-out', null);
            }}
          >
            {t('state.signed-out')}
          </button>
        </li>
      </ul>
      <p className="quiet">{t('floor.set_state.means')}</p>
    </Dialog>
  );
}
