import { useState } from 'react';
import { type RequestType, requestTypes } from '../api';
import { FaultNotice } from '../FaultNotice';
import { useAsk } from '../use-ask';
import { useWords } from '../words';
import { byDepartment } from './by-department';
import { TypeLink } from './TypeLink';

/** All types, department by department, for those who would rather look than write. */
export function Departments() {
  const { t, language } = useWords();
  const types = useAsk(`/api/public/types?language=${language}`, requestTypes);
  return (
    <section className="departments" aria-labelledby="departments">
      <h2 id="departments">{t('start.departments')}</h2>
      {types.fault !== null && <FaultNotice fault={types.fault} again={types.again} />}
      {types.last === null && types.waiting && <p>{t('site.loading')}</p>}
      <div className="department-list">
        {byDepartment(types.last ?? []).map(({ department, items }) => (
          <Department key={department.id} name={department.name} types={items} />
        ))}
      </div>
    </section>
  );
}

function Department({ name, types }: { readonly name: string; readonly types: readonly RequestType[] }) {
  const { counted } = useWords();
  const [open, setOpen] = useState(false);
  return (
    <details
      className="department"
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>
        <span className="department-name">{name}</span>
        <span className="department-count">{counted('start.types', types.length)}</span>
      </summary>
      {open && (
        <ul>
          {types.map((type) => (
            <li key={type.id}>
              <TypeLink type={type} plain />
            </li>
          ))}
        </ul>
      )}
    </details>
  );
}
