import { useCallback, useEffect, useState } from 'react';
import { AccountForm } from './AccountForm';
import { AccountTable } from './AccountTable';
import { type Account, accounts, changed, given, type Session } from './api';
import { FaultNotice } from './FaultNotice';
import { type Answer, type Change, type Fault, read, send } from './net';
import { useSession } from './session';
import { StaffFrame } from './StaffFrame';
import { useSignOut } from './use-sign-out';
import { useWords } from './words';

/** `/admin`: who may sign in. */
export function Admin() {
  const t = useWords();
  const known = useSession();
  const found = known.answer?.kind === 'ok' ? known.answer.value : null;
  const account = found?.account ?? null;
  const signOut = useSignOut(found, known.take);
  const may = account?.roles.includes('administrator') === true && !account.must_change_password;
  return (
    <StaffFrame title={t('admin.title')} account={account} signOut={signOut}>
      <div className="page-head">
        <h1>{t('admin.title')}</h1>
        <p className="lead">{t('admin.lead')}</p>
      </div>
      {known.answer === null && <p>{t('loading')}</p>}
      {known.answer !== null && known.answer.kind !== 'ok' && <FaultNotice fault={known.answer} />}
      {found !== null && !may && (
        <div className="notice">
          <p>{t('admin.none')}</p>
          <a href="/sign-in?next=/admin">{t('admin.sign_in')}</a>
        </div>
      )}
      {found !== null && may && <Accounts session={found} lost={known.look} />}
    </StaffFrame>
  );
}

/** What was done last, in words. */
type Said = { readonly kind: 'done'; readonly text: string } | { readonly kind: 'fault'; readonly fault: Fault };

interface AccountsProps {
  readonly session: Session;
  /** Called when the server knows nobody any more. */
  readonly lost: () => void;
}

function Accounts({ session, lost }: AccountsProps) {
  const t = useWords();
  const [all, setAll] = useState<readonly Account[]>([]);
  const [said, setSaid] = useState<Said | null>(null);
  const [editing, setEditing] = useState<Account | null>(null);
  const [look, setLook] = useState(0);
  useEffect(() => {
    let here = true;
    void read('/api/accounts', accounts).then((answer) => {
      if (here && answer.kind === 'ok') {
        setAll(answer.value.accounts);
      } else if (here && answer.kind !== 'ok') {
        setSaid({ kind: 'fault', fault: answer });
      }
    });
    return () => {
      here = false;
    };
  }, [look]);
  const tell = useCallback(
    (answer: Answer<unknown>, text: string): boolean => {
      if (answer.kind === 'ok') {
        setSaid({ kind: 'done', text });
        setLook((before) => before + 1);
        return true;
      }
      setSaid({ kind: 'fault', fault: answer });
      if (answer.kind === 'nobody') {
        lost();
      }
      return false;
    },
    [lost],
  );
  const make = async (change: Omit<Change, 'csrf'>): Promise<boolean> => {
    const answer = await send({ ...change, csrf: session.csrf ?? '' }, given);
    return tell(answer, answer.kind === 'ok' ? t('admin.given', answer.value) : '');
  };
  const set = async (change: Omit<Change, 'csrf'>, key: 'admin.saved' | 'admin.ended'): Promise<boolean> => {
    const answer = await send({ ...change, csrf: session.csrf ?? '' }, changed);
    return tell(answer, answer.kind === 'ok' ? t(key, { name: answer.value.name }) : '');
  };
  return (
    <>
      <div aria-live="polite">
        {said?.kind === 'done' && (
          <div className="notice notice-good">
            <p>{said.text}</p>
          </div>
        )}
      </div>
      {said?.kind === 'fault' && <FaultNotice fault={said.fault} />}
      <AccountTable
        all={all}
        edit={setEditing}
        reset={(name) => {
          void make({ method: 'POST', path: `/api/accounts/${encodeURIComponent(name)}/password` });
        }}
        end={(name) => {
          void set({ method: 'DELETE', path: `/api/accounts/${encodeURIComponent(name)}/sessions` }, 'admin.ended');
        }}
      />
      {editing === null ? (
        <AccountForm
          key={`new-${look}`}
          before={null}
          cancel={null}
          save={(name, wish) => void make({ method: 'POST', path: `/api/accounts/${encodeURIComponent(name)}`, body: wish })}
        />
      ) : (
        <AccountForm
          key={editing.name}
          before={editing}
          cancel={() => {
            setEditing(null);
          }}
          save={(name, wish) => {
            void set({ method: 'PUT', path: `/api/accounts/${encodeURIComponent(name)}`, body: wish }, 'admin.saved').then((done) => {
              if (done) {
                setEditing(null);
              }
            });
          }}
        />
      )}
    </>
  );
}
