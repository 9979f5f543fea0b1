import type { Standing } from '../api';
import { useWords, type WordKey } from '../words';
import { ShareBar } from './ShareBar';

const figures = ['closed_on_time', 'closed_late', 'overdue_open', 'open'] as const;

const columns: readonly WordKey[] = [
  'standards.type',
  'standards.promise',
  'standards.share',
  ...figures.map((figure) => `standards.${figure}` as const),
];

/** A department's standards, each beside how it was kept. On a small screen each row is a card. */
export function StandardsTable({ name, standings }: { readonly name: string; readonly standings: readonly Standing[] }) {
  const { t, number } = useWords();
  return (
    <table className="standards-table" role="table" aria-label={name}>
      <thead role="rowgroup">
        <tr role="row">
          {columns.map((column) => (
            <th key={column} role="columnheader" scope="col">
              {t(column)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup">
        {standings.map((each) => (
          <tr key={each.type} role="row">
            <th role="rowheader" scope="row">
              {each.name}
            </th>
            <td role="cell" data-label={t('standards.promise')}>
              {each.promise.text}
            </td>
            <td role="cell" data-label={t('standards.share')} className="standards-share">
              <ShareBar share={each.on_time_share} />
            </td>
            {figures.map((figure) => (
              <td key={figure} role="cell" data-label={t(`standards.${figure}`)} className="standards-figure">
                {number(each[figure])}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
