import { type SubmitEvent, type ReactNode, useEffect, useRef, useState } from 'react';
import { takenReport, type TakenReport, type WholeType } from '../api';
import { FaultNotice } from '../FaultNotice';
import { type Answer, type Fault, send } from '../net';
import { SiteFrame } from '../SiteFrame';
import { keepSaid, saidBefore } from '../start/said';
import { useWords } from '../words';
import { mistakesOf } from './check';
import { ContactFields } from './ContactFields';
import { Details } from './Details';
import { type Draft, emptyDraft, keep, keptFor, newKey } from './draft';
import { Mistakes, type Objection, objectionsOf } from './Mistakes';
import { Photos } from './Photos';
import { PlaceStep } from './PlaceStep';
import { reportOf } from './report-of';
import { rememberTaken, takenOnThisPage } from './taken-here';
import { TakenView } from './TakenView';

/** A report from its first word to its number. */
export function ReportForm({ type }: { readonly type: WholeType }) {
  const { t } = useWords();
  const [taken, setTaken] = useState<TakenReport | null>(() => takenOnThisPage(type.id));
  return (
    <SiteFrame title={taken === null ? t('report.of', { type: type.name }) : t('taken.title')} part="start">
      {taken === null ? (
        <Writing
          type={type}
          taken={(report) => {
            rememberTaken(type.id, report);
            keepSaid('');
            window.scrollTo(0, 0);
            setTaken(report);
          }}
        />
      ) : (
        <TakenView type={type} taken={taken} />
      )}
    </SiteFrame>
  );
}

interface WritingProps {
  readonly type: WholeType;
  readonly taken: (report: TakenReport) => void;
}

/** What every part of the report gets: the draft, a way to change it, and what is wrong with it. */
export interface PartProps {
  readonly type: WholeType;
  readonly draft: Draft;
  readonly change: (part: Partial<Draft>) => void;
  /** What is wrong with a field, by its name; undefined for nothing. */
  readonly wrong: (field: string) => string | undefined;
}

function Writing({ type, taken }: WritingProps) {
  const words = useWords();
  const { t, language } = words;
  const [draft, setDraft] = useState<Draft>(() => {
    const kept = keptFor(type.id);
    return kept?.kind === 'writing' ? kept.draft : emptyDraft(saidBefore());
  });
  const [objections, setObjections] = useState<readonly Objection[]>([]);
  const [fault, setFault] = useState<Fault | null>(null);
  const [sending, setSending] = useState(false);
  const [uploading, setUploading] = useState(0);
  const summary = useRef<HTMLDivElement>(null);

  useEffect(() => {
    keep(type.id, { kind: 'writing', draft });
  }, [type.id, draft]);
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

  const answered = (answer: Answer<TakenReport>) => {
    if (answer.kind === 'ok') {
      taken(answer.value);
      return;
    }
    const told = answer.kind === 'refused' ? objectionsOf(answer.problems, words) : [];
    if (told.some((each) => each.field === 'key')) {
      // This was sent before, with other words in it: the next try is a report of its own.
      part.change({ key: newKey() });
    }
    setObjections(told);
    setFault(told.length > 0 ? null : answer);
  };

  const submit = async () => {
    const mistakes = mistakesOf(type, draft).map(({ field, key, values }) => ({
      field,
      text: t(key, values),
      english: null,
    }));
    setObjections(mistakes);
    setFault(null);
    if (mistakes.length > 0) {
      return;
    }
    setSending(true);
    const answer = await send('/api/public/requests', reportOf(type, draft, language), takenReport);
    setSending(false);
    answered(answer);
  };

  const steps: readonly { readonly name: string; readonly body: ReactNode }[] = [
    ...(type.place === 'none' ? [] : [{ name: t('place.title'), body: <PlaceStep {...part} /> }]),
    { name: t('details.title'), body: <Details {...part} /> },
    { name: t('photo.title'), body: <Photos {...part} busy={setUploading} /> },
    { name: t('contact.title'), body: <ContactFields {...part} /> },
  ];
  return (
    <form
      className="report"
      noValidate
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault();
        if (!sending && uploading === 0) {
          void submit();
        }
      }}
    >
      <div className="page-head">
        <p className="kicker">{t('report.kicker', { department: type.department.name })}</p>
        <h1>{type.name}</h1>
        <p className="lead">
          {t('report.promise', { promise: type.promise.text })}{' '}
          <a href="/requests">{t('report.other')}</a>
        </p>
      </div>
      <Mistakes ref={summary} objections={objections} />
      {steps.map(({ name, body }, index) => (
        <section key={name} className="card step" aria-labelledby={`step-${index + 1}`}>
          <h2 id={`step-${index + 1}`}>
            <span className="step-number">{index + 1}</span> {name}
          </h2>
          {body}
        </section>
      ))}
      <div className="send">
        <p className="quiet">{t(`report.public.${type.public}`)}</p>
        {fault !== null && <FaultNotice fault={fault} again={() => void submit()} />}
        <button type="submit" className="button button-large" aria-disabled={sending || uploading > 0}>
          {t(sending ? 'report.sending' : uploading > 0 ? 'photo.sending' : 'report.send')}
        </button>
      </div>
    </form>
  );
}
