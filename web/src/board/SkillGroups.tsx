import type { CSSProperties } from 'react';
import type { SkillGroup } from '../api';
import { useSpeech } from '../i18n/context';
import { inLanguage } from '../i18n/language';
import type { ServerClock } from '../live/server-clock';
import { CountFigure, DurationFigure, WaitFigure } from './Figure';

const columns = ['waiting', 'longest_wait', 'offered', 'answered', 'abandoned', 'asa'] as const;

interface SkillGroupsProps {
  readonly groups: readonly SkillGroup[] | null;
  readonly clock: ServerClock | null;
}

/** The same figures for each skill group, as a table; on a phone each row becomes a card. */
export function SkillGroups({ groups, clock }: SkillGroupsProps) {
  const { t } = useSpeech();
  return (
    <section className="groups" aria-labelledby="groups-heading">
      <h2 id="groups-heading">{t('board.groups')}</h2>
      {groups?.length === 0 && <p className="means">{t('board.groups.none')}</p>}
      {/* The roles say again what the elements are: as a card, a row is no longer laid out as one,
          and some browsers then no longer call it a row. */}
      <table role="table" aria-labelledby="groups-heading" style={rowCount(groups?.length ?? 0)}>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col">
              {t('board.group')}
            </th>
            {columns.map((column) => (
              <th key={column} role="columnheader" scope="col">
                {t(`board.group.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody role="rowgroup">
          {groups?.map((group) => (
            <GroupRow key={group.id} group={group} clock={clock} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Tells the style how many rows share the height. */
function rowCount(rows: number): CSSProperties {
  return { '--rows': Math.max(1, rows) } as CSSProperties;
}

interface GroupRowProps {
  readonly group: SkillGroup;
  readonly clock: ServerClock | null;
}

function GroupRow({ group, clock }: GroupRowProps) {
  const { language, t } = useSpeech();
  return (
    <tr role="row" data-group={group.id} data-some={group.waiting > 0}>
      <th role="rowheader" scope="row">
        {inLanguage(language, group.name, group.id)}
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

function GroupFigure({ column, group, clock }: GroupRowProps & { readonly column: (typeof columns)[number] }) {
  switch (column) {
    case 'waiting':
    case 'offered':
    case 'answered':
    case 'abandoned':
      return <CountFigure name={column} value={group[column]} />;
    case 'longest_wait':
      return <WaitFigure wait={group} clock={clock} />;
    case 'asa':
      return <DurationFigure name={column} seconds={group.asa_seconds} />;
  }
}
