/**
 * What the server says over HTTP: one shape for each message, which is both the check at the edge
 * and the type inside. Names are the wire's own, units stand last in a name.
 */
import {
  count,
  dictionary,
  flag,
  instant,
  list,
  Mismatch,
  nullable,
  object,
  optional,
  seconds,
  type Shaped,
  text,
} from './shape';

/** How many agents are in each state. */
const agentCounts = object({
  ready: count,
  offered: count,
  talking: count,
  hold: count,
  consult: count,
  wrap_up: count,
  not_ready: count,
  signed_out: count,
});

/** The figures of the whole centre and of one skill group have these in common. */
const figures = {
  /** Calls that wait for an agent now. */
  waiting: count,
  /** When the longest waiting call first asked for a person; null when none waits. */
  longest_waiting_since: nullable(instant),
  longest_wait_seconds: seconds,
  /** Since midnight, local time: calls that asked for a person. */
  offered: count,
  answered: count,
  abandoned: count,
  /** Left a message, or were told that all lines are taken or the office has closed. */
  overflowed: count,
  /** Asked to be called back. */
  called_back: count,
  /** Average speed of answer; null when no call was answered today. */
  asa_seconds: nullable(seconds),
};

const skillGroup = object({
  id: text,
  /** The group's name by language; not every language has one. */
  name: dictionary(text),
  /** Whether it serves residents at this hour. */
  open: flag,
  /** Agents who could take one of its calls now. */
  ready_agents: count,
  /** How long a caller who joins now will probably wait, and by how much that is usually wrong. */
  estimated_wait_seconds: optional(seconds),
  estimate_error_seconds: optional(seconds),
  ...figures,
});

/** One event `live` of `GET /api/live`: the whole picture, at most ten and at least once a second. */
const liveFigures = object({
  at: instant,
  city: text,
  ...figures,
  in_ivr: count,
  talking: count,
  agents: agentCounts,
  groups: list(skillGroup),
});

export type AgentCounts = Shaped<typeof agentCounts>;
export type SkillGroup = Shaped<typeof skillGroup>;
export type LiveFigures = Shaped<typeof liveFigures>;

/** What reading a message came to: its value, or why it is none. */
export type Reading<T> = { ok: true; value: T } | { ok: false; reason: string };

/** Reads the data of a `live` event. Fields that this page does not know are left out. */
export function readLiveFigures(data: string): Reading<LiveFigures> {
  try {
    return { ok: true, value: liveFigures(JSON.parse(data), '') };
  } catch (problem) {
    if (problem instanceof Mismatch || problem instanceof SyntaxError) {
      return { ok: false, reason: problem.message };
    }
    throw problem;
  }
}
