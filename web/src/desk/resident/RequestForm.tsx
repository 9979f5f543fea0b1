import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { FaultNotice } from '../../requests/FaultNotice';
import type { Fault } from '../../requests/net';
import { mistakesOf } from '../../requests/report/check';
import { ContactFields } from '../../requests/report/ContactFields';
import { Details } from '../../requests/report/Details';
import { type Draft, emptyDraft, keep, keptFor, newKey } from '../../requests/report/draft';
import { Mistakes, type Objection, objectionsOf } from '../../requests/report/Mistakes';
import { NearContext } from '../../requests/report/near-source';
import { PlaceStep } from '../../requests/report/PlaceStep';
import type { PartProps } from '../../requests/report/ReportForm';
import { reportOf } from '../../requests/report/report-of';
import { useWords as useRequestWords } from '../../requests/words';
import { staffRequest, type StaffRequest, type StaffType } from '../api';
import { useParts } from '../context';
import { useWords } from '../words';
import type { LastCall } from './last-call';
import { nearForStaff } from './near';

interface RequestFormProps {
  readonly type: StaffType;
  /** By which words the type was found. */
  readonly said: string;
  /** In which language its script and questions are, and its report is. */
  readonly tongue: string;
  readonly call: LastCall | null;
  readonly names: Readonly<Record<string, string>>;
  /** Ends this request, be it made or not. */
  readonly leave: () => void;
  /** Back to the other types. */
  readonly another: () => void;
}

/** A request that an agent makes for who is on the line: what to say, where, the questions, whom to tell. */
export function RequestForm(props: RequestFormProps) {
  const { type, call, names } = props;
  const { changes } = useParts();
  const [made, setMade] = useState<StaffRequest | null>(null);
  const near = useMemo(() => nearForStaff(names, changes, call?.number ?? ''), [names, changes, call?.number]);
  return made === null ? (
    <NearContext value={near}>
      <Writing {...props} made={setMade} />
    </NearContext>
  ) : (
    <Made type={type} request={made} call={call} leave={props.leave} />
  );
}

function Writing({ type, said, tongue, call, made, another }: RequestFormProps & { readonly made: (request: StaffRequest) => void }) {
  const { t } = useWords();
  const requestWords = useRequestWords();
  const { changes } = useParts();
  const keptAs = `desk.${call?.id ?? ''}.${type.id}`;
  const [draft, setDraft] = useState<Draft>(() => {
    const kept = keptFor(keptAs);
    return kept?.kind === 'writing' ? kept.draft : emptyDraft(said);
  });
  const [objections, setObjections] = useState<readonly Objection[]>([]);
  const [fault, setFault] = useState<Fault | null>(null);
  const [sending, setSending] = useState(false);
  const summary = useRef<HTMLDivElement>(null);
  useEffect(() => {
    keep(keptAs, { kind: 'writing', draft });
  }, [keptAs, draft]);
  useEffect(() => {
    if (objections.length > 0) {
      summary.current?.focus();
    }
  }, [objections]);
  const part: PartProps = {
    type,
    draft,
    change: (changed) => {
      setDraft((before) => ({ ...before, ...changed }));
    },
    wrong: (field) => objections.find((each) => each.field === field)?.text,
  };
  const submit = async () => {
    const mistakes = mistakesOf(type, draft).map(({ field, key, values }) => ({
      field,
      text: requestWords.t(key, values),
      english: null,
    }));
    setObjections(mistakes);
    setFault(null);
    if (mistakes.length > 0) {
      return;
    }
    setSending(true);
    const body = { ...reportOf(type, draft, tongue), channel: 'agent' };
    const answer = await changes.form('/api/requests', body, staffRequest);
    setSending(false);
    if (answer.kind === 'ok') {
      keep(keptAs, null);
      made(answer.value);
      return;
    }
    const told = answer.kind === 'refused' ? objectionsOf(answer.problems, requestWords) : [];
    if (told.some((each) => each.field === 'key')) {
      part.change({ key: newKey() });
    }
    setObjections(told);
    setFault(told.length > 0 ? null : answer);
  };
  return (
    <form
      className="request-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!sending) {
          void submit();
        }
      }}
    >
      <div className="heading-row">
        <h4 tabIndex={-1} ref={takeFocus} lang={tongue}>
          {type.name}
        </h4>
        <button type="button" className="button-plain" onClick={another}>
          {t('request.another_type')}
        </button>
      </div>
      <p className="quiet" lang={tongue}>
        {type.department.name} · {type.promise.text}
      </p>
      {type.script !== null && (
        <blockquote className="script" lang={tongue}>
          {type.script}
        </blockquote>
      )}
      <Mistakes ref={summary} objections={objections} />
      <Part name={t('request.questions')}>
        <Details {...part} />
      </Part>
      {type.place !== 'none' && (
        <Part name={t('request.where')}>
          <PlaceStep {...part} />
        </Part>
      )}
      <Part name={t('request.contact')}>
        {call !== null && call.number !== '' && draft.contact.phone === '' && (
          <button
            type="button"
            className="button button-quiet button-small"
            onClick={() => {
              part.change({ contact: { ...draft.contact, phone: call.number } });
            }}
          >
            {t('request.use_number', { number: call.number })}
          </button>
        )}
        <ContactFields {...part} />
      </Part>
      {fault !== null && <FaultNotice fault={fault} again={() => void submit()} />}
      <button type="submit" className="button" aria-disabled={sending}>
        {t(sending ? 'request.making' : 'request.make')}
      </button>
    </form>
  );
}

function Part({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  return (
    <fieldset className="request-part">
      <legend>{name}</legend>
      {children}
    </fieldset>
  );
}

interface MadeProps {
  readonly type: StaffType;
  readonly request: StaffRequest;
  readonly call: LastCall | null;
  readonly leave: () => void;
}

/** What the agent tells the resident: the number and the promise. */
function Made({ type, request, call, leave }: MadeProps) {
  const { t, moment } = useWords();
  const { notes } = useParts();
  const [noted, setNoted] = useState(false);
  return (
    <div className="notice notice-good" role="status">
      <p tabIndex={-1} ref={takeFocus}>
        {t('request.made', { type: type.name })}
      </p>
      <p className="request-number">{request.spoken}</p>
      <p>
        {request.due === null
          ? t('request.promise', { promise: type.promise.text })
          : t('request.promise.by', { time: moment(request.due) })}
      </p>
      <div className="buttons">
        {call !== null && !noted && (
          <button
            type="button"
            className="button button-small"
            onClick={() => {
              const { note } = notes.of(call.id);
              notes.write(call.id, { note: [note, `${type.name} ${request.spoken}`].filter((each) => each !== '').join('\n') });
              setNoted(true);
            }}
          >
            {t('request.note_number')}
          </button>
        )}
        <button type="button" className="button button-small" onClick={leave}>
          {t('request.next')}
        </button>
      </div>
    </div>
  );
}

function takeFocus(element: HTMLElement | null): void {
  element?.focus();
}
