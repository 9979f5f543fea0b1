import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { session, type Session } from './api';
import { ChangePassword } from './ChangePassword';
import { FaultNotice } from './FaultNotice';
import { type Fault, send } from './net';
import { pathAfter, useSession } from './session';
import { StaffFrame } from './StaffFrame';
import { TextField } from './TextField';
import { useSignOut } from './use-sign-out';
import { useWords } from './words';

/** `/sign-in`: signs in, and lets choose a password where that has to be. */
export function SignIn() {
  const t = useWords();
  const known = useSession();
  const found = known.answer?.kind === 'ok' ? known.answer.value : null;
  const account = found?.account ?? null;
  const signOut = useSignOut(found, known.take);
  // Whoever comes back from an OpenID provider wants to go on.
  const arrived = account !== null && new URLSearchParams(window.location.search).has('done');
  useEffect(() => {
    if (arrived) {
      window.location.replace(pathAfter('', account.roles));
    }
  }, [arrived, account]);
  const goOn = (now: Session) => {
    if (now.account !== null && !now.account.must_change_password) {
      window.location.assign(pathAfter(window.location.search, now.account.roles));
    } else {
      known.take(now);
    }
  };
  const title = account === null ? t('sign_in.title') : t('password.title');
  return (
    <StaffFrame title={title} account={account} signOut={signOut}>
      <div className="page-head">
        <h1>{title}</h1>
        <p className="lead">
          {account === null ? t('sign_in.lead') : account.must_change_password ? t('password.forced') : t('sign_in.done')}
        </p>
      </div>
      <div className="card sign-in">
        {known.answer === null && <p>{t('loading')}</p>}
        {known.answer !== null && known.answer.kind !== 'ok' && <FaultNotice fault={known.answer} />}
        {known.answer !== null && account === null && <SignInForm openid={found?.openid ?? null} done={goOn} />}
        {found !== null && account !== null && <ChangePassword csrf={found.csrf ?? ''} done={goOn} />}
      </div>
    </StaffFrame>
  );
}

interface SignInFormProps {
  readonly openid: string | null;
  readonly done: (now: Session) => void;
}

function SignInForm({ openid, done }: SignInFormProps) {
  const t = useWords();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  const [mistake, setMistake] = useState<'empty' | Fault | null>(null);
  const first = useRef<HTMLInputElement>(null);
  const go = async () => {
    if (name.trim() === '' || password === '') {
      setMistake('empty');
      first.current?.focus();
      return;
    }
    const answer = await send({ method: 'POST', path: '/api/session', body: { name, password }, csrf: '' }, session);
    if (answer.kind === 'ok') {
      done(answer.value);
    } else {
      setMistake(answer);
      setPassword('');
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
      {new URLSearchParams(window.location.search).has('refused') && mistake === null && (
        <div className="notice notice-bad" role="alert">
          <p>{t('sign_in.openid.refused')}</p>
        </div>
      )}
      {(mistake === 'empty' || (mistake !== null && mistake.kind === 'nobody')) && (
        <div className="notice notice-bad" role="alert">
          <p>{t(mistake === 'empty' ? 'sign_in.empty' : 'sign_in.wrong')}</p>
        </div>
      )}
      {mistake !== null && mistake !== 'empty' && mistake.kind !== 'nobody' && <FaultNotice fault={mistake} />}
      <TextField id="name" name={t('sign_in.name')} autoComplete="username" value={name} change={setName} ref={first} />
      <TextField
        id="password"
        name={t('sign_in.password')}
        type="password"
        autoComplete="current-password"
        value={password}
        change={setPassword}
      />
      <div className="buttons">
        <button type="submit" className="button">
          {t('sign_in.go')}
        </button>
        {openid !== null && (
          <a className="button button-quiet" href="/api/session/openid">
            {t('sign_in.openid', { name: openid })}
          </a>
        )}
      </div>
      <p className="quiet">{t('sign_in.forgot')}</p>
    </form>
  );
}
