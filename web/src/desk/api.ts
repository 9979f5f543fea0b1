/**
 * The desk's interface (docs/desk-api.md) and what else the desk asks the server: one shape for each
 * message, which is both the check at the edge and the type inside. Names are the wire's own.
 */
import {
  count,
  dictionary,
  flag,
  instant,
  list,
  nullable,
  number,
  object,
  oneOf,
  optional,
  seconds,
  type Shape,
  type Shaped,
  text,
} from '../shape';

/** Who is signed in, with what to send beside each change; no account for nobody. */
export const session = object({
  account: nullable(
    object({
      name: text,
      display_name: text,
      roles: list(text),
      /** The agent as whom this account works; null for none. */
      agent: nullable(text),
      must_change_password: flag,
    }),
  ),
  csrf: optional(text),
});

const presences = ['ready', 'not-ready', 'signed-out'] as const;
const presence = oneOf(...presences);

export const agentStates = [
  'signed-out',
  'not-ready',
  'ready',
  'offered',
  'talking',
  'hold',
  'consult',
  'wrap-up',
] as const;
const agentState = oneOf(...agentStates);

const agent = object({
  id: text,
  name: text,
  extension: optional(text),
  state: agentState,
  since: instant,
  presence,
  reason: nullable(text),
  planned: nullable(flag),
  calls_since_sign_in: count,
});

const callGroup = object({ id: text, name: dictionary(text) });

/** A call that is offered or talked on, or that a colleague asks about. */
export const call = object({
  id: text,
  stage: oneOf('ringing', 'whisper', 'talking', 'held'),
  since: instant,
  /** Empty when withheld. */
  number: text,
  dialled: text,
  language: text,
  /** Null for a call that is for no group. */
  group: nullable(callGroup),
  skills: dictionary(number),
  priority: number,
  callback: flag,
  arrived: instant,
  /** Null for who never asked for a person. */
  waited_seconds: nullable(seconds),
  /** The steps of the menus that the resident came to. */
  path: list(text),
  /** What was pressed in menus, in its order. */
  keyed: list(object({ step: text, key: text })),
  /** The agent who handed the call on; null for none. */
  handed_by: nullable(text),
  /** What can be done now. */
  acts: list(text),
});

const consult = object({
  id: text,
  scene: oneOf('ringing', 'asking', 'back', 'conference', 'by-phone'),
  /** Whether this agent asks; the colleague's is false. */
  asks: optional(flag),
  with: optional(object({ agent: optional(text), name: optional(text), line: optional(text) })),
  call: optional(text),
  since: instant,
});

const monitorModes = ['listen', 'whisper', 'barge'] as const;
const monitorMode = oneOf(...monitorModes);

/** The event `desk`: all that one agent's desk shows. */
export const desk = object({
  at: instant,
  agent,
  call: nullable(call),
  consult: nullable(consult),
  wrap_up: nullable(object({ call: text, until: instant })),
  monitor: nullable(object({ agent: text, mode: monitorMode, call: optional(text), since: instant })),
});

/** The event `floor`: all agents and waiting calls. */
export const floor = object({
  at: instant,
  agents: list(
    object({
      id: text,
      name: text,
      state: agentState,
      since: instant,
      presence,
      reason: nullable(text),
      call: nullable(text),
      group: nullable(text),
      calls_since_sign_in: count,
    }),
  ),
  waiting: list(
    object({
      id: text,
      group: nullable(text),
      language: text,
      queued: nullable(instant),
      priority: number,
      number: text,
      callback: flag,
    }),
  ),
  callbacks: list(
    object({ id: text, group: nullable(text), queued: nullable(instant), number: text }),
  ),
  monitors: list(object({ supervisor: text, agent: text, mode: monitorMode, since: instant })),
});

/** The event `message`: something that a supervisor tells everybody. */
export const announcement = object({ at: instant, from: text, text });

export const lines = list(object({ line: text, code: text }));

export const colleagues = list(
  object({ id: text, name: text, state: agentState, can_be_asked: flag }),
);

/** The groups' names and how they stand, of `GET /api/live/now`. */
export const groupsNow = object({
  groups: list(
    object({
      id: text,
      name: dictionary(text),
      open: flag,
      waiting: count,
      ready_agents: count,
    }),
  ),
});

export const wrapUpCodes = list(object({ code: text, name: dictionary(text) }));

/** What an agent says of a call. */
export const wrapUpNotes = object({ codes: list(text), note: text });

/** Why an agent may be not ready. */
export const notReadyReasons = list(object({ reason: text, planned: flag }));

/** What is known of who is on the line. */
export const resident = object({
  number: text,
  calls: list(
    object({
      id: text,
      arrived: instant,
      group: nullable(text),
      language: nullable(text),
      agent: nullable(text),
      result: text,
      talk_seconds: nullable(seconds),
      codes: optional(list(text)),
      note: optional(text),
    }),
  ),
  requests: optional(list(object({ number: text, type: text, state: text, reported: instant }))),
});

/** What residents left: spoken messages, and callbacks that reached nobody. */
export const messages = list(
  object({
    id: text,
    kind: optional(oneOf('message', 'callback')),
    at: instant,
    number: text,
    group: optional(text),
    language: optional(text),
    seconds: optional(seconds),
    /** Whether there is something to hear. */
    audio: optional(flag),
  }),
);

/** A request as the staff's interface has it, as much as the desk shows. */
export const staffRequest = object({
  number: text,
  spoken: text,
  type: text,
  department: text,
  state: text,
  reported_at: instant,
  due: optional(instant),
  promise: text,
  words: text,
  address: text,
  neighbourhood: text,
});

const question = object({
  id: text,
  ask: text,
  answer: oneOf('text', 'number', 'date', 'one-of', 'many-of'),
  required: flag,
  when: optional(object({ question: text, is: list(text) })),
  options: optional(list(object({ id: text, text }))),
  most_characters: optional(count),
  least: optional(number),
  most: optional(number),
});

/** A type of request with what to say and to ask. */
const staffType = object({
  id: text,
  name: text,
  department: object({ id: text, name: text }),
  promise: object({ text }),
  place: oneOf('required', 'optional', 'none'),
  public: oneOf('everything', 'place', 'area', 'nothing'),
  script: optional(text),
  priority: oneOf('low', 'normal', 'high', 'urgent'),
  questions: list(question),
});
export const staffTypes = list(staffType);

/** Why an act was not done: `why` of a 409. */
export const refusals = [
  'no-call',
  'not-talking',
  'in-consult',
  'no-consult',
  'colleague-not-there',
  'in-conference',
  'not-held',
  'unknown-target',
  'target-signed-out',
  'target-busy',
  'target-unreachable',
  'target-self',
  'closed',
  'switch-down',
  'too-late',
] as const;

export const refusal = object({ error: optional(text), why: optional(text) });

/** An answer that is not looked at. */
export const whatever: Shape<null> = () => null;

export type Account = NonNullable<Shaped<typeof session>['account']>;
export type Desk = Shaped<typeof desk>;
export type Agent = Desk['agent'];
export type AgentState = (typeof agentStates)[number];
export type Presence = (typeof presences)[number];
export type Call = NonNullable<Desk['call']>;
export type Consult = NonNullable<Desk['consult']>;
export type MonitorMode = (typeof monitorModes)[number];
export type Floor = Shaped<typeof floor>;
export type Announcement = Shaped<typeof announcement>;
export type Refusal = (typeof refusals)[number];
export type StaffRequest = Shaped<typeof staffRequest>;
export type StaffType = Shaped<typeof staffType>;
export type WrapUpNotes = Shaped<typeof wrapUpNotes>;
export type Resident = Shaped<typeof resident>;
export type GroupNow = Shaped<typeof groupsNow>['groups'][number];
export type Target = { readonly group: string } | { readonly agent: string } | { readonly line: string };
