import type { CSSProperties } from 'react';
import type { SkillGroup } from '../api';
import { useSpeech } from '../i18n/context';
import { inLanguage } from '../i18n/language';
import type { ServerClock } from '../live/server-clock';
import { CountFigure, DurationFigure, EstimateFigure, WaitFigure } from './Figure';

const columns = [
  'waiting',
  'longest_wait',
  'estimated_wait',
  'ready_agents',
  'offered',
  'answered',
  'abandoned',
  'asa',
] as const;

/** Up to so many skill groups are written large. */
const FEW = 4;

type Column = (typeof columns)[number];

interface SkillGroupsProps {
  readonly groups: readonly SkillGroup[] | null;
  readonly clock: ServerClock | null;
}

/** The same figures for each skill group, as a table; on a phone each row becomes a card. */
export function SkillGroups({ groups, clock }: SkillGroupsProps) {
  const { t } = useSpeech();
  const shown = columns.filter((column) => column !== 'estimated_wait' || isEstimated(groups ?? []));
  return (
    <section className="groups" aria-labelledby="groups-heading">
      <h2 id="groups-heading">{t('board.groups')}</h2>
      {groups?.length === 0 && <p className="means">{t('board.groups.none')}</p>}
      {/* The roles say again what the elements are: as a card, a row is no longer laid out as one,
          and some browsers then no longer call it a row. */}
      <table
        role="table"
        aria-labelledby="groups-heading"
        data-many={(groups?.length ?? 0) > FEW}
        style={rowCount(groups?.length ?? 0)}
      >
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">
              {t('board.group')}
            </th>
            {shown.map((column) => (
              <th key={column} role="columnheader" scope="col">
                {t(`board.group.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {groups?.map((group) => (
            <GroupRow key={group.id} group={group} columns={shown} clock={clock} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Whether anybody has an estimate: a column of dashes would only take room. */
function isEstimated(groups: readonly SkillGroup[]): boolean {
  return groups.some((group) => group.estimated_wait_seconds !== null);
}

/** Tells the style how many rows share the height. */
function rowCount(rows: number): CSSProperties {
  return { '--rows': Math.max(1, rows) } as CSSProperties;
}

interface GroupFigureProps {
  readonly group: SkillGroup;
  readonly clock: ServerClock | null;
}

function GroupRow({ columns, group, clock }: GroupFigureProps & { readonly columns: readonly Column[] }) {
  const { language, t } = useSpeech();
  return (
    <tr role="row" data-group={group.id} data-some={group.waiting > 0}>
      <th role="rowheader" scope="row">
        {inLanguage(language, group.name, group.id)}
        {!group.open && (
          <>
            {' '}
            <span className="closed">{t('board.group.closed')}</span>
          </>
        )}
      </th>
      {columns.map((column) => (
        <td key={column} role="cell" data-column={column}>
          <span className="cell-label" aria-hidden="true">
            {t(`board.group.${column}`)}
          </span>
          <GroupFigure column={column} group={group} clock={clock} />
        </td>
      ))}
    </tr>
  );
}

function GroupFigure({ column, group, clock }: GroupFigureProps & { readonly column: Column }) {
  switch (column) {
    case 'waiting':
    case 'ready_agents':
    case 'offered':
    case 'answered':
    case 'abandoned':
      return <CountFigure name={column} value={group[column]} />;
    case 'longest_wait':
      return <WaitFigure wait={group} clock={clock} />;
    case 'estimated_wait':
      return (
        <EstimateFigure
          name={column}
          seconds={group.estimated_wait_seconds}
          error={group.estimate_error_seconds}
        />
      );
    case 'asa':
      return <DurationFigure name={column} seconds={group.asa_seconds} />;
  }
}
