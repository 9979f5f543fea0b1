import { useState } from 'react';
import type { ServerClock } from '../../live/server-clock';
import { type Floor, type MonitorMode, whatever } from '../api';
import { type Acting, presenceOf, useParts } from '../context';
import { Timer } from '../Timer';
import { useWords } from '../words';
import { groupName, type NamedGroup } from './Floor';
import { StateDialog } from './StateDialog';

export interface FloorPartProps {
  readonly floor: Floor;
  readonly groups: readonly NamedGroup[];
  readonly clock: ServerClock | null;
  readonly acting: Acting;
}

type OneAgent = Floor['agents'][number];

const modes: readonly MonitorMode[] = ['listen', 'whisper', 'barge'];

/** All agents who are on shift first: state, call, and what a supervisor can do. */
export function Agents({ floor, groups, clock, acting }: FloorPartProps) {
  const { t, word, number } = useWords();
  const { agent: own } = useParts();
  const [setting, setSetting] = useState<OneAgent | null>(null);
  const monitor = floor.monitors.find(({ supervisor }) => supervisor === own) ?? null;
  const agents = floor.agents.toSorted(
    (a, b) => Number(a.state === 'signed-out') - Number(b.state === 'signed-out') || a.name.localeCompare(b.name),
  );
  return (
    <section className="card" aria-labelledby="agents-heading">
      <h2 id="agents-heading">{t('floor.agents')}</h2>
      <div className="table-room" role="group" aria-labelledby="agents-heading" tabIndex={0}>
        <table className="floor-table">
          <thead>
            <tr>
              <th scope="col">{t('floor.agent')}</th>
              <th scope="col">{t('floor.state')}</th>
              <th scope="col">{t('floor.group')}</th>
              <th scope="col">{t('floor.calls')}</th>
              <th scope="col">{t('floor.do')}</th>
            </tr>
          </thead>
          <tbody>
            {agents.map((agent) => (
              <tr key={agent.id} data-agent={agent.id}>
                <th scope="row">
                  {agent.name}
                  {agent.id === own && <span className="quiet"> {t('floor.you')}</span>}
                </th>
                <td>
                  <span className="floor-state" data-state={agent.state}>
                    <span className="state-dot" aria-hidden="true" />
                    {t(`state.${agent.state}`)}
                    {agent.reason !== null && agent.state === 'not-ready' && ` (${word('reason', agent.reason)})`}{' '}
                    <Timer since={agent.since} clock={clock} />
                  </span>
                  <Watched floor={floor} agent={agent.id} own={own} />
                </td>
                <td>{groupName(groups, agent.group)}</td>
                <td>{number(agent.calls_since_sign_in)}</td>
                <td>
                  <div className="buttons">
                    {agent.id !== own && agent.call !== null && agent.state !== 'offered' && (
                      <Monitoring
                        agent={agent}
                        mode={monitor?.agent === agent.id ? monitor.mode : null}
                        acting={acting}
                      />
                    )}
                    <button
                      type="button"
                      className="button button-quiet button-small"
                      aria-haspopup="dialog"
                      aria-label={t('floor.set_state.of', { name: agent.name })}
                      onClick={() => {
                        setSetting(agent);
                      }}
                    >
                      {t('floor.set_state')}
                    </button>
                  </div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {setting !== null && (
        <StateDialog
          name={setting.name}
          close={() => {
            setSetting(null);
          }}
          wish={(presence, reason) => {
            setSetting(null);
            void acting.send(...presenceOf(setting.id, presence, reason));
          }}
        />
      )}
    </section>
  );
}

/** Who of the supervisors hears this agent. */
function Watched({ floor, agent, own }: { readonly floor: Floor; readonly agent: string; readonly own: string }) {
  const { t } = useWords();
  const others = floor.monitors.filter((each) => each.agent === agent && each.supervisor !== own);
  if (others.length === 0) {
    return null;
  }
  const names = others.map(({ supervisor }) => floor.agents.find(({ id }) => id === supervisor)?.name ?? supervisor);
  return <span className="quiet"> {t('floor.heard_by', { names: names.join(', ') })}</span>;
}

interface MonitoringProps {
  readonly agent: OneAgent;
  /** In which this supervisor hears the agent; null for not at all. */
  readonly mode: MonitorMode | null;
  readonly acting: Acting;
}

/** Listening, whispering, barging in and taking over. */
function Monitoring({ agent, mode, acting }: MonitoringProps) {
  const { t } = useWords();
  const { agent: own } = useParts();
  const path = `/api/agents/${encodeURIComponent(own)}/monitor`;
  return (
    <div className="buttons" role="group" aria-label={t('floor.hear', { name: agent.name })}>
      {modes.map((each) => (
        <button
          key={each}
          type="button"
          className={mode === each ? 'button button-on button-small' : 'button button-quiet button-small'}
          aria-pressed={mode === each}
          title={t(`monitor.${each}.means`)}
          onClick={() => {
            void acting.send('PUT', path, { agent: agent.id, mode: each }, whatever);
          }}
        >
          {t(`monitor.${each}`)}
        </button>
      ))}
      {mode !== null && (
        <>
          <button
            type="button"
            className="button button-end button-small"
            onClick={() => {
              void acting.send('POST', `${path}/take-over`, { call: agent.call }, whatever);
            }}
          >
            {t('monitor.take_over')}
          </button>
          <button
            type="button"
            className="button button-quiet button-small"
            onClick={() => {
              void acting.send('DELETE', path, undefined, whatever);
            }}
          >
            {t('monitor.stop')}
          </button>
        </>
      )}
    </div>
  );
}
