import { useParts, usePhone } from './context';
import { Dialog } from './Dialog';
import { useWords, type WordKey } from './words';

/** What an agent chose on this computer. */
export interface Preferences {
  readonly shortcuts: boolean;
  /** Whether calls are answered by themselves after a tone. */
  readonly autoAnswer: boolean;
}

interface HelpDialogProps {
  readonly preferences: Preferences;
  readonly prefer: (change: Partial<Preferences>) => void;
  readonly close: () => void;
}

const keys: readonly { readonly key: string; readonly does: WordKey }[] = [
  { key: 'a', does: 'offer.answer' },
  { key: 'h', does: 'help.hold' },
  { key: 'm', does: 'help.mute' },
  { key: 'k', does: 'keypad.open' },
  { key: 't', does: 'act.transfer' },
  { key: 'c', does: 'act.consult' },
  { key: 's', does: 'act.swap' },
  { key: 'f', does: 'act.conference' },
  { key: 'w', does: 'act.complete' },
  { key: 'x', does: 'act.end-consult' },
  { key: '⇧E', does: 'act.end' },
  { key: 'n', does: 'help.note' },
  { key: 'd', does: 'wrap_up.done' },
  { key: '+', does: 'wrap_up.more' },
  { key: 'r', does: 'presence.ready' },
  { key: 'b', does: 'presence.not-ready' },
  { key: '/', does: 'help.find' },
  { key: 'Esc', does: 'help.leave' },
  { key: '?', does: 'help.open' },
];

/** The keys, and what the agent prefers. */
export function HelpDialog({ preferences, prefer, close }: HelpDialogProps) {
  const { t } = useWords();
  return (
    <Dialog title={t('help.open')} close={close}>
      <Microphone />
      <div className="fields">
        <label className="option">
          <input
            type="checkbox"
            checked={preferences.autoAnswer}
            onChange={(event) => {
              prefer({ autoAnswer: event.target.checked });
            }}
          />
          <span>{t('help.auto_answer')}</span>
        </label>
        <label className="option">
          <input
            type="checkbox"
            checked={preferences.shortcuts}
            onChange={(event) => {
              prefer({ shortcuts: event.target.checked });
            }}
          />
          <span>{t('help.shortcuts')}</span>
        </label>
      </div>
      <h3>{t('help.keys')}</h3>
      <p className="quiet">{t('help.keys.means')}</p>
      <dl className="key-list">
        {keys.map(({ key, does }) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{t(does)}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}

function Microphone() {
  const { t } = useWords();
  const { phone } = useParts();
  const state = usePhone();
  if (phone === null || state === null) {
    return null;
  }
  return (
    <div className="field">
      <label className="field-name" htmlFor="microphone">
        {t('phone.microphone')}
      </label>
      <select
        id="microphone"
        value={state.microphone ?? ''}
        onChange={(event) => {
          phone.chooseMicrophone(event.target.value === '' ? null : event.target.value);
        }}
      >
        <option value="">{t('phone.microphone.any')}</option>
        {state.microphones.map(({ id, name }) => (
          <option key={id} value={id}>
            {name}
          </option>
        ))}
      </select>
      <p>
        <button
          type="button"
          className="button button-quiet"
          aria-disabled={state.line !== 'idle' || state.registration !== 'registered'}
          onClick={() => {
            if (state.line === 'idle' && state.registration === 'registered') {
              phone.testEcho();
            }
          }}
        >
          {t('phone.echo')}
        </button>{' '}
        {state.line === 'talking' && (
          <button type="button" className="button button-quiet" onClick={phone.hangUp}>
            {t('phone.echo.end')}
          </button>
        )}
      </p>
    </div>
  );
}
