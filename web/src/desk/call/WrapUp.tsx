import { useEffect, useSyncExternalStore } from 'react';
import type { ServerClock } from '../../live/server-clock';
import { useAsk } from '../../requests/use-ask';
import { whatever, wrapUpCodes, wrapUpNotes } from '../api';
import { useActing, useParts } from '../context';
import { FailureNotice } from '../FailureNotice';
import { KeyButton } from '../Key';
import { readSignedIn } from '../net';
import { MOST_CODES, MOST_NOTE, type NotesState } from '../notes';
import { TimeLeft } from '../Timer';
import { useWords } from '../words';

const MORE_SECONDS = 60;

interface WrapUpProps {
  readonly call: string;
  /** When the wrap-up ends by itself; null while they still talk. */
  readonly until: number | null;
  readonly clock: ServerClock | null;
}

/** What the agent says of the call: codes and a note, in the talk already, and the way out of the wrap-up. */
export function WrapUp({ call, until, clock }: WrapUpProps) {
  const { t } = useWords();
  const { agent, notes } = useParts();
  const path = `/api/agents/${encodeURIComponent(agent)}`;
  const told = useAsk(`${path}/calls/${encodeURIComponent(call)}/wrap-up`, wrapUpNotes, readSignedIn);
  const state = useSyncExternalStore(notes.subscribe, () => notes.of(call));
  const acting = useActing();
  useEffect(() => {
    if (told.value !== null) {
      notes.told(call, told.value);
    }
  }, [call, notes, told.value]);
  return (
    <form
      className="card wrap-up"
      data-wrap-up={until !== null}
      aria-labelledby="notes-heading"
      onSubmit={(event) => {
        event.preventDefault();
      }}
    >
      <div className="heading-row">
        <h3 id="notes-heading">{t(until === null ? 'notes.title' : 'wrap_up.title')}</h3>
        {until !== null && (
          <p className="wrap-up-left">
            {t('wrap_up.left')} <TimeLeft until={until} clock={clock} />
          </p>
        )}
      </div>
      <Codes call={call} state={state} />
      <Note call={call} state={state} />
      {until !== null && (
        <div className="buttons">
          <KeyButton
            shortcut="d"
            className="button"
            off={acting.busy}
            onClick={() => {
              notes.flush();
              void acting.send('DELETE', `${path}/wrap-up`, undefined, whatever);
            }}
          >
            {t('wrap_up.done')}
          </KeyButton>
          <KeyButton
            shortcut="+"
            className="button button-quiet"
            off={acting.busy}
            onClick={() => {
              void acting.send('POST', `${path}/wrap-up`, { extend_seconds: MORE_SECONDS }, whatever);
            }}
          >
            {t('wrap_up.more')}
          </KeyButton>
        </div>
      )}
      <FailureNotice failure={acting.failure} />
    </form>
  );
}

interface PartProps {
  readonly call: string;
  readonly state: NotesState;
}

function Codes({ call, state }: PartProps) {
  const { t, named } = useWords();
  const { notes } = useParts();
  const asked = useAsk('/api/desk/wrap-up-codes', wrapUpCodes, readSignedIn);
  const codes = asked.last ?? [];
  if (codes.length === 0) {
    return null;
  }
  return (
    <fieldset className="field choice">
      <legend className="field-name">{t('notes.codes')}</legend>
      <div className="options">
        {codes.map(({ code, name }) => (
          <label key={code} className="option">
            <input
              type="checkbox"
              checked={state.codes.includes(code)}
              disabled={!state.codes.includes(code) && state.codes.length >= MOST_CODES}
              onChange={(event) => {
                const others = state.codes.filter((each) => each !== code);
                notes.write(call, { codes: event.target.checked ? [...others, code] : others });
              }}
            />
            <span>{named(name, code)}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function Note({ call, state }: PartProps) {
  const { t } = useWords();
  const { notes } = useParts();
  const lost = state.safety === 'here-only' || state.safety === 'refused';
  return (
    <div className="field">
      <label className="field-name" htmlFor="note">
        {t('notes.note')} <kbd aria-hidden="true">n</kbd>
      </label>
      <textarea
        id="note"
        rows={4}
        maxLength={MOST_NOTE}
        data-shortcut="n"
        aria-keyshortcuts="n"
        aria-describedby="note-safety"
        value={state.note}
        onChange={(event) => {
          notes.write(call, { note: event.target.value });
        }}
      />
      <p id="note-safety" className="field-hint" data-safety={state.safety}>
        {!lost && (state.note !== '' || state.codes.length > 0) && t(`notes.${state.safety}`)}
        {/* Read out only when the words are not safe, and not with every pause in the typing. */}
        <span role="status">{lost && t(`notes.${state.safety}`)}</span>
      </p>
    </div>
  );
}
