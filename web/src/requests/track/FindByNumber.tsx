import { type SubmitEvent, useRef, useState } from 'react';
import { typedNumber } from '../number';
import { SiteFrame } from '../SiteFrame';
import { useWords } from '../words';

/** Asks for a request's number and goes to its page. */
export function FindByNumber() {
  const { t } = useWords();
  return (
    <SiteFrame title={t('track.title')} part="track">
      <div className="page-head">
        <h1>{t('track.title')}</h1>
        <p className="lead">{t('track.lead')}</p>
      </div>
      <div className="card">
        <NumberForm start="" />
      </div>
    </SiteFrame>
  );
}

/** One field for a number; a mistyped one is found out before the server is asked. */
export function NumberForm({ start }: { readonly start: string }) {
  const { t } = useWords();
  const [typed, setTyped] = useState(start);
  const [mistake, setMistake] = useState<'empty' | 'length' | 'mistyped' | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const look = (event: SubmitEvent) => {
    event.preventDefault();
    const read = typedNumber(typed);
    if (read.kind === 'number') {
      window.location.assign(`/requests/${read.digits}`);
    } else {
      setMistake(read.kind);
      input.current?.focus();
    }
  };
  return (
    <form className="fields number-form" onSubmit={look} noValidate>
      <div className="field">
        <label className="field-name" htmlFor="number">
          {t('track.number')}
        </label>
        <p className="field-hint" id="number-hint">
          {t('track.number.hint')}
        </p>
        {mistake !== null && (
          <p className="field-mistake" id="number-mistake" role="alert">
            {t(`track.number.${mistake}`)}
          </p>
        )}
        <input
          ref={input}
          id="number"
          type="text"
          inputMode="numeric"
          autoComplete="off"
          maxLength={40}
          value={typed}
          aria-invalid={mistake !== null}
          aria-describedby={mistake === null ? 'number-hint' : 'number-mistake number-hint'}
          onChange={(event) => {
            setTyped(event.target.value);
          }}
        />
      </div>
      <button type="submit" className="button">
        {t('track.look')}
      </button>
    </form>
  );
}
