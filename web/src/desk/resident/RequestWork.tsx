import { useEffect, useState } from 'react';
import { useAsk, useRested } from '../../requests/use-ask';
import { staffTypes, type StaffType } from '../api';
import { readSignedIn } from '../net';
import { useWords } from '../words';
import type { LastCall } from './last-call';
import { RequestForm } from './RequestForm';

const REST_MS = 180;
const MOST_CHARACTERS = 200;
const TONGUES = ['en', 'es'] as const;

interface RequestWorkProps {
  readonly call: LastCall | null;
  readonly names: Readonly<Record<string, string>>;
}

/** Finds a type by everyday words, and makes a request of it without leaving the call. */
export function RequestWork({ call, names }: RequestWorkProps) {
  const { t, counted, tongue, language } = useWords();
  const [work, setWork] = useWork(call?.id ?? '');
  const [tongueOf, setTongue] = useState<string>(
    () => TONGUES.find((each) => each === call?.language) ?? language,
  );
  const wanted = useRested(work.said.trim(), REST_MS);
  const found = useAsk(
    wanted.length < 2
      ? null
      : `/api/requests/types/find?q=${encodeURIComponent(wanted)}&language=${tongueOf}`,
    staffTypes,
    readSignedIn,
  );
  const shown = wanted.length < 2 ? [] : (found.value ?? found.last ?? []);
  const chosen = shown.find(({ id }) => id === work.type) ?? null;
  return (
    <div className="card request-work">
      <h3>{t('request.title')}</h3>
      <form
        role="search"
        className="field-row request-find"
        onSubmit={(event) => {
          event.preventDefault();
          setWork({ ...work, type: shown[0]?.id ?? '' });
        }}
      >
        <div className="field">
          <label className="field-name" htmlFor="find">
            {t('request.find')} <kbd aria-hidden="true">/</kbd>
          </label>
          <input
            id="find"
            type="search"
            autoComplete="off"
            data-shortcut="/"
            aria-keyshortcuts="/"
            maxLength={MOST_CHARACTERS}
            value={work.said}
            onChange={(event) => {
              setWork({ said: event.target.value, type: '' });
            }}
          />
        </div>
        <div className="field request-tongue">
          <label className="field-name" htmlFor="tongue">
            {t('request.tongue')}
          </label>
          <select
            id="tongue"
            value={tongueOf}
            onChange={(event) => {
              setTongue(event.target.value);
            }}
          >
            {TONGUES.map((each) => (
              <option key={each} value={each}>
                {tongue(each)}
              </option>
            ))}
          </select>
        </div>
      </form>
      <p className="visually-hidden" role="status">
        {wanted.length >= 2 && chosen === null && !found.waiting && found.fault === null
          ? counted('request.found', shown.length)
          : ''}
      </p>
      {found.fault !== null && (
        <p className="notice" role="alert">
          {t('failure.away')}
        </p>
      )}
      {chosen === null ? (
        <Types
          types={shown}
          none={wanted.length >= 2 && found.value?.length === 0}
          choose={(type) => {
            setWork({ ...work, type });
          }}
        />
      ) : (
        <RequestForm
          key={chosen.id}
          type={chosen}
          said={work.said}
          tongue={tongueOf}
          call={call}
          names={names}
          leave={() => {
            setWork({ said: '', type: '' });
          }}
          another={() => {
            setWork({ ...work, type: '' });
          }}
        />
      )}
    </div>
  );
}

interface TypesProps {
  readonly types: readonly StaffType[];
  readonly none: boolean;
  readonly choose: (type: string) => void;
}

function Types({ types, none, choose }: TypesProps) {
  const { t, word } = useWords();
  if (none) {
    return <p>{t('request.none')}</p>;
  }
  return (
    <ul className="choices target-list">
      {types.map((type) => (
        <li key={type.id}>
          <button
            type="button"
            className="button button-quiet"
            onClick={() => {
              choose(type.id);
            }}
          >
            <span>
              {type.name}
              {type.priority === 'urgent' && <strong className="urgent"> {word('priority', type.priority)}</strong>}
            </span>
            <span className="quiet">
              {type.department.name} · {type.promise.text}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

interface Work {
  readonly said: string;
  /** The id of the type that was chosen; empty for none. */
  readonly type: string;
}

/** What was looked for and chosen in this call, over a reload as well. */
function useWork(call: string): readonly [Work, (work: Work) => void] {
  const key = `city311.desk.request.${call}`;
  const [work, setWork] = useState<Work>(() => keptWork(key));
  useEffect(() => {
    try {
      sessionStorage.setItem(key, `${work.type}\n${work.said}`);
    } catch {
      // Then a reload begins anew.
    }
  }, [key, work]);
  return [work, setWork];
}

function keptWork(key: string): Work {
  try {
    const [type = '', ...said] = (sessionStorage.getItem(key) ?? '').split('\n');
    return { type, said: said.join(' ') };
  } catch {
    return { type: '', said: '' };
  }
}
