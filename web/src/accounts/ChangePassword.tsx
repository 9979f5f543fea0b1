import { type SubmitEvent, useState } from 'react';
import { session, type Session } from './api';
import { FaultNotice } from './FaultNotice';
import { type Fault, send } from './net';
import { TextField } from './TextField';
import { useWords, type WordKey } from './words';

/** The least number of characters, as the server has it. */
const LEAST = 12;

/** What the server says if the password before is another. */
const WRONG_BEFORE = 409;

type Mistake = { readonly kind: 'words'; readonly key: WordKey } | { readonly kind: 'fault'; readonly fault: Fault };

interface ChangePasswordProps {
  readonly csrf: string;
  readonly done: (now: Session) => void;
}

/** Sets another password for who knows the one before. */
export function ChangePassword({ csrf, done }: ChangePasswordProps) {
  const t = useWords();
  const [before, setBefore] = useState('');
  const [after, setAfter] = useState('');
  const [again, setAgain] = useState('');
  const [mistake, setMistake] = useState<Mistake | null>(null);
  const go = async () => {
    const found = mistakeIn(after, again);
    if (found !== null) {
      setMistake({ kind: 'words', key: found });
      return;
    }
    const answer = await send(
      { method: 'PUT', path: '/api/session/password', body: { before, after }, csrf },
      session,
    );
    if (answer.kind === 'ok') {
      done(answer.value);
    } else {
      setMistake(mistakeOf(answer));
    }
  };
  return (
    <form
      className="fields"
      noValidate
      onSubmit={(event: SubmitEvent) => {
        event.preventDefault();
        void go();
      }}
    >
      {mistake?.kind === 'words' && (
        <div className="notice notice-bad" role="alert">
          <p>{t(mistake.key)}</p>
        </div>
      )}
      {mistake?.kind === 'fault' && <FaultNotice fault={mistake.fault} />}
      <TextField
        id="before"
        name={t('password.before')}
        type="password"
        autoComplete="current-password"
        value={before}
        change={setBefore}
      />
      <TextField
        id="after"
        name={t('password.after')}
        type="password"
        hint={t('password.hint')}
        autoComplete="new-password"
        value={after}
        change={setAfter}
      />
      <TextField
        id="again"
        name={t('password.again')}
        type="password"
        autoComplete="new-password"
        value={again}
        change={setAgain}
      />
      <button type="submit" className="button">
        {t('password.go')}
      </button>
    </form>
  );
}

/** What is wrong before the server is asked; null for nothing. */
export function mistakeIn(after: string, again: string): WordKey | null {
  if (Array.from(after).length < LEAST) {
    return 'password.short';
  }
  return after === again ? null : 'password.differs';
}

function mistakeOf(fault: Fault): Mistake {
  switch (fault.kind) {
    case 'refused':
      return { kind: 'words', key: fault.status === WRONG_BEFORE ? 'password.wrong' : 'password.unfit' };
    case 'nobody':
    case 'forbidden':
    case 'slow':
    case 'away':
    case 'unreadable':
      return { kind: 'fault', fault };
  }
}
