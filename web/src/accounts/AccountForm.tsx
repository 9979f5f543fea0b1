import { type SubmitEvent, useState } from 'react';
import { type Account, type Role, roles } from './api';
import { TextField } from './TextField';
import { useWords } from './words';

/** An account as it is to be; what the server calls its fields. */
export interface Wish {
  readonly display_name: string | null;
  readonly roles: readonly Role[];
  readonly agent: string | null;
  readonly department: string | null;
  readonly disabled?: boolean;
}

interface AccountFormProps {
  /** The account that is changed; null for a new one. */
  readonly before: Account | null;
  readonly save: (name: string, wish: Wish) => void;
  readonly cancel: (() => void) | null;
}

/** Asks for what an account is made of. */
export function AccountForm({ before, save, cancel }: AccountFormProps) {
  const t = useWords();
  const [name, setName] = useState(before?.name ?? '');
  const [shown, setShown] = useState(before?.display_name ?? '');
  const [chosen, setChosen] = useState<readonly Role[]>(before?.roles ?? ['agent']);
  const [agent, setAgent] = useState(before?.agent ?? '');
  const [department, setDepartment] = useState(before?.department ?? '');
  const [may, setMay] = useState(before?.disabled !== true);
  const go = (event: SubmitEvent) => {
    event.preventDefault();
    save(name.trim(), {
      display_name: shown.trim() || null,
      roles: chosen,
      agent: agent.trim() || null,
      department: (chosen.includes('department') && department.trim()) || null,
      ...(before !== null && { disabled: !may }),
    });
  };
  return (
    <form className="card fields" noValidate onSubmit={go}>
      <h2>{before === null ? t('admin.add') : t('admin.edit.title', { name: before.name })}</h2>
      {before === null && (
        <TextField
          id="account-name"
          name={t('admin.name')}
          hint={t('admin.name.hint')}
          autoComplete="off"
          value={name}
          change={setName}
        />
      )}
      <TextField id="account-shown" name={t('admin.shown')} autoComplete="off" value={shown} change={setShown} />
      <RoleChoice chosen={chosen} choose={setChosen} />
      <TextField
        id="account-agent"
        name={t('admin.agent')}
        hint={t('admin.agent.hint')}
        autoComplete="off"
        value={agent}
        change={setAgent}
      />
      {chosen.includes('department') && (
        <TextField
          id="account-department"
          name={t('admin.department')}
          hint={t('admin.department.hint')}
          autoComplete="off"
          value={department}
          change={setDepartment}
        />
      )}
      {before !== null && (
        <label className="option">
          <input
            type="checkbox"
            checked={may}
            onChange={(event) => {
              setMay(event.target.checked);
            }}
          />
          {t('admin.may')}
        </label>
      )}
      <div className="buttons">
        <button type="submit" className="button">
          {before === null ? t('admin.add.go') : t('admin.save')}
        </button>
        {cancel !== null && (
          <button type="button" className="button button-quiet" onClick={cancel}>
            {t('admin.cancel')}
          </button>
        )}
      </div>
    </form>
  );
}

interface RoleChoiceProps {
  readonly chosen: readonly Role[];
  readonly choose: (now: readonly Role[]) => void;
}

function RoleChoice({ chosen, choose }: RoleChoiceProps) {
  const t = useWords();
  return (
    <fieldset className="field choice">
      <legend className="field-name">{t('admin.roles')}</legend>
      <div className="options">
        {roles.map((role) => (
          <label key={role} className="option">
            <input
              type="checkbox"
              checked={chosen.includes(role)}
              onChange={(event) => {
                choose(
                  event.target.checked
                    ? roles.filter((each) => each === role || chosen.includes(each))
                    : chosen.filter((each) => each !== role),
                );
              }}
            />
            {t(`role.${role}`)}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
