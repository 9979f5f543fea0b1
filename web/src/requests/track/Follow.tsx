import { type KeyboardEvent, useRef, useState } from 'react';
import { FaultNotice } from '../FaultNotice';
import { type Answer, type Fault, nothing, send } from '../net';
import { useWords } from '../words';
import { contactMistakes } from '../report/check';
import { MistakeText } from '../report/MistakeText';

type Progress =
  | { readonly kind: 'asking' }
  | { readonly kind: 'sending' }
  | { readonly kind: 'done' }
  | { readonly kind: 'fault'; readonly fault: Fault };

/** How somebody can be told. */
const WAYS = [
  { part: 'email', type: 'email', label: 'contact.email', maxLength: 254 },
  { part: 'phone', type: 'tel', label: 'follow.phone', maxLength: 32 },
] as const;

/** How somebody wants to hear of a request. */
export interface Follower {
  readonly email: string;
  readonly phone: string;
  readonly language: string;
}

interface FollowProps {
  readonly number: string;
  /** Sends it; as anybody may, unless said. */
  readonly sendTo?: (number: string, follower: Follower) => Promise<Answer<null>>;
  /** A phone number that is known already. */
  readonly phone?: string;
}

function asAnybody(number: string, follower: Follower): Promise<Answer<null>> {
  return send(`/api/public/requests/${number}/follow`, follower, nothing);
}

/**
 * "Me too": leaves an e-mail address or a phone number, and makes no new request. It is no form, as it
 * also stands within the one of a report, and forms are not nested.
 */
export function Follow({ number, sendTo = asAnybody, phone = '' }: FollowProps) {
  const { t, language } = useWords();
  const [given, setGiven] = useState({ email: '', phone });
  const [mistakes, setMistakes] = useState<Readonly<Record<string, string>>>({});
  const [progress, setProgress] = useState<Progress>({ kind: 'asking' });
  const form = useRef<HTMLDivElement>(null);
  const id = (part: string) => `follow-${number}-${part}`;

  const follow = async () => {
    const contact = { email: given.email.trim(), phone: given.phone.trim() };
    const wrong =
      contact.email === '' && contact.phone === ''
        ? { email: t('follow.nobody') }
        : Object.fromEntries(
            contactMistakes({ name: '', ...contact }).map(({ part, key }) => [part, t(key)] as const),
          );
    setMistakes(wrong);
    const first = Object.keys(wrong)[0];
    if (first !== undefined) {
      form.current?.querySelector<HTMLInputElement>(`[name="${first}"]`)?.focus();
      return;
    }
    setProgress({ kind: 'sending' });
    const answer = await sendTo(number, { ...contact, language });
    setProgress(answer.kind === 'ok' ? { kind: 'done' } : { kind: 'fault', fault: answer });
  };

  const start = () => {
    if (progress.kind !== 'sending') {
      void follow();
    }
  };

  if (progress.kind === 'done') {
    return (
      <p className="notice notice-good" role="status" tabIndex={-1} ref={takeFocus}>
        {t('follow.done')}
      </p>
    );
  }
  return (
    <div
      ref={form}
      className="fields"
      role="group"
      aria-label={t('follow.do')}
      onKeyDown={(event: KeyboardEvent) => {
        if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
          event.preventDefault();
          start();
        }
      }}
    >
      <p>{t('follow.means')}</p>
      <div className="field-row">
        {WAYS.map(({ part, type, label, maxLength }) => {
          const mistake = mistakes[part];
          return (
            <div className="field" key={part}>
              <label className="field-name" htmlFor={id(part)}>
                {t(label)}
              </label>
              <MistakeText id={id(`${part}-mistake`)} text={mistake} />
              <input
                id={id(part)}
                name={part}
                type={type}
                autoComplete={type}
                maxLength={maxLength}
                value={given[part]}
                aria-invalid={mistake !== undefined}
                aria-describedby={mistake === undefined ? undefined : id(`${part}-mistake`)}
                onChange={(event) => {
                  setGiven({ ...given, [part]: event.target.value });
                }}
              />
            </div>
          );
        })}
      </div>
      {progress.kind === 'fault' && <FaultNotice fault={progress.fault} />}
      <button type="button" className="button" aria-disabled={progress.kind === 'sending'} onClick={start}>
        {t(progress.kind === 'sending' ? 'report.sending' : 'follow.do')}
      </button>
    </div>
  );
}

/** What was under the reader's hands is gone: the focus goes to what came of it. */
function takeFocus(element: HTMLElement | null): void {
  element?.focus();
}
