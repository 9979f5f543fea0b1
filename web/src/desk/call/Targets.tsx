import { useState } from 'react';
import { useAsk } from '../../requests/use-ask';
import { colleagues, groupsNow, lines, type Target } from '../api';
import { useParts } from '../context';
import { Dialog } from '../Dialog';
import { readSignedIn } from '../net';
import { useWords } from '../words';
import { candidates, matching } from './targets';

interface TargetsProps {
  readonly wish: 'transfer' | 'consult';
  readonly choose: (target: Target) => void;
  readonly close: () => void;
}

/** Asks to whom a call goes, or who is asked: skill groups, colleagues and departments, found by name. */
export function Targets({ wish, choose, close }: TargetsProps) {
  const { t, counted, named } = useWords();
  const { agent } = useParts();
  const [typed, setTyped] = useState('');
  const groups = useAsk(wish === 'transfer' ? '/api/live/now' : null, groupsNow, readSignedIn);
  const people = useAsk('/api/desk/colleagues', colleagues, readSignedIn);
  const outside = useAsk('/api/desk/lines', lines, readSignedIn);
  const all = candidates(
    agent,
    (groups.value?.groups ?? []).map((group) => ({ ...group, name: named(group.name, group.id) })),
    people.value ?? [],
    outside.value ?? [],
  );
  const found = matching(all, typed);
  const failed = [groups, people, outside].some(({ fault }) => fault !== null);
  const waiting = people.waiting || outside.waiting;
  return (
    <Dialog title={t(wish === 'transfer' ? 'target.transfer' : 'target.consult')} close={close}>
      <form
        className="field"
        onSubmit={(event) => {
          event.preventDefault();
          const first = found[0];
          if (first !== undefined) {
            choose(first.target);
          }
        }}
      >
        <label className="field-name" htmlFor="target">
          {t('target.find')}
        </label>
        <input
          id="target"
          type="search"
          autoComplete="off"
          maxLength={60}
          value={typed}
          aria-describedby="target-found"
          onChange={(event) => {
            setTyped(event.target.value);
          }}
        />
        <p id="target-found" className="field-hint" role="status">
          {waiting ? t('desk.loading') : counted('target.found', found.length)}
        </p>
      </form>
      {failed && <p className="notice">{t('target.some')}</p>}
      <ul className="choices target-list">
        {found.map(({ kind, id, name, can, target }) => (
          <li key={`${kind} ${id}`}>
            <button
              type="button"
              className="button button-quiet"
              data-can={can}
              onClick={() => {
                choose(target);
              }}
            >
              <span>{name}</span>
              <span className="quiet">
                {t(`target.${kind}`)} · {t(can ? `target.${kind}.can` : `target.${kind}.cannot`)}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
