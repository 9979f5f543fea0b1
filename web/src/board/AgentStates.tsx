import type { AgentCounts } from '../api';
import { useSpeech } from '../i18n/context';
import { CountFigure } from './Figure';

/** The states in the order in which an agent passes through them in a shift. */
const states = [
  'ready',
  'offered',
  'talking',
  'hold',
  'consult',
  'wrap_up',
  'not_ready',
  'signed_out',
] as const satisfies readonly (keyof AgentCounts)[];

/** How many agents are in each state, as a list, and drawn as one bar of those who are signed in. */
export function AgentStates({ agents }: { readonly agents: AgentCounts | null }) {
  const { t, number } = useSpeech();
  const signedIn = states
    .filter((state) => state !== 'signed_out')
    .reduce((sum, state) => sum + (agents?.[state] ?? 0), 0);
  return (
    <section className="agents" aria-labelledby="agents-heading">
      <div className="heading-row">
        <h2 id="agents-heading">{t('board.agents')}</h2>
        {agents !== null && (
          <p className="means">{t('board.agents.signed_in', { count: number(signedIn) })}</p>
        )}
      </div>
      <div className="agent-bar" aria-hidden="true">
        {states.map((state) => (
          <span
            key={state}
            className="agent-share"
            data-state={state}
            style={{ flexGrow: state === 'signed_out' ? 0 : (agents?.[state] ?? 0) }}
          />
        ))}
      </div>
      <dl className="agent-states">
        {states.map((state) => (
          <div key={state} data-state={state}>
            <dt>{t(`board.agent.${state}`)}</dt>
            <dd>
              <CountFigure name={`agents.${state}`} value={agents?.[state] ?? null} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
