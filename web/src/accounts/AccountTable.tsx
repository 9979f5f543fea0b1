import type { Account } from './api';
import { useWords } from './words';

interface AccountTableProps {
  readonly all: readonly Account[];
  readonly edit: (account: Account) => void;
  readonly reset: (name: string) => void;
  readonly end: (name: string) => void;
}

/** All accounts, and what can be done to each. */
export function AccountTable({ all, edit, reset, end }: AccountTableProps) {
  const t = useWords();
  return (
    <div className="table-ground" role="region" aria-label={t('admin.table')} tabIndex={0}>
      <table className="accounts">
        <caption className="visually-hidden">{t('admin.table')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('admin.name')}</th>
            <th scope="col">{t('admin.shown')}</th>
            <th scope="col">{t('admin.roles')}</th>
            <th scope="col">{t('admin.works_as')}</th>
            <th scope="col">{t('admin.state')}</th>
            <th scope="col">{t('admin.acts')}</th>
          </tr>
        </thead>
        <tbody>
          {all.map((account) => (
            <tr key={account.name}>
              <th scope="row">{account.name}</th>
              <td>{account.display_name}</td>
              <td>{account.roles.map((role) => t(`role.${role}`)).join(', ')}</td>
              <td>
                {[account.agent, account.department].filter((each) => each !== null).join(', ') || '–'}
                {(account.missing ?? []).map((field) => (
                  <strong key={field} className="account-missing">
                    {t(`admin.missing.${field}`)}
                  </strong>
                ))}
              </td>
              <td>
                {account.disabled
                  ? t('admin.disabled')
                  : t(account.must_change_password ? 'admin.must_change' : 'admin.active')}
              </td>
              <td className="acts">
                <Act
                  name={t('admin.edit')}
                  label={t('admin.edit.of', { name: account.name })}
                  act={() => {
                    edit(account);
                  }}
                />
                <Act
                  name={t('admin.reset')}
                  label={t('admin.reset.of', { name: account.name })}
                  act={() => {
                    reset(account.name);
                  }}
                />
                <Act
                  name={t('admin.end')}
                  label={t('admin.end.of', { name: account.name })}
                  act={() => {
                    end(account.name);
                  }}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface ActProps {
  readonly name: string;
  /** With whom it is about, for who hears the page. */
  readonly label: string;
  readonly act: () => void;
}

function Act({ name, label, act }: ActProps) {
  return (
    <button type="button" className="button-plain" title={label} onClick={act}>
      {name}
      <span className="visually-hidden">: {label}</span>
    </button>
  );
}
