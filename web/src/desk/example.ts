/** What the server says to a desk, as it writes it, for tests and for the scripted server. */

export function exampleSession(roles: readonly string[] = ['agent']) {
  return {
    account: {
      name: 'ana',
      display_name: 'Ana Alvarez',
      roles,
      agent: 'ana' as string | null,
      department: null,
      disabled: false,
      must_change_password: false,
    },
    csrf: 'csrf-of-ana',
  };
}

export interface ExampleCall {
  id: string;
  offer: string;
  stage: 'ringing' | 'whisper' | 'talking' | 'held';
  since: string;
  number: string;
  acts: string[];
  [field: string]: unknown;
}

export interface ExampleConsult {
  id: string;
  scene: 'ringing' | 'asking' | 'back' | 'conference' | 'by-phone';
  asks: boolean;
  with: { agent?: string; name?: string; line?: string };
  call: string;
  since: string;
}

export interface ExampleDesk {
  at: string;
  agent: {
    id: string;
    name: string;
    phone: string;
    extension: string;
    state: string;
    since: string;
    presence: string;
    reason: string | null;
    planned: boolean | null;
    calls_since_sign_in: number;
  };
  call: ExampleCall | null;
  consult: ExampleConsult | null;
  wrap_up: { call: string; until: string } | null;
  monitor: { agent: string; mode: string; call: string; since: string } | null;
}

const SECOND = 1_000;

function ago(seconds: number): string {
  return new Date(Date.now() - seconds * SECOND).toISOString();
}

/** A desk that waits for its next call. */
export function exampleDesk(): ExampleDesk {
  return {
    at: ago(0),
    agent: {
      id: 'ana',
      name: 'Ana Alvarez',
      phone: 'ana',
      extension: '21',
      state: 'ready',
      since: ago(65),
      presence: 'ready',
      reason: null,
      planned: null,
      calls_since_sign_in: 12,
    },
    call: null,
    consult: null,
    wrap_up: null,
    monitor: null,
  };
}

/** A call in Spanish for the streets' group. */
export function exampleCall(stage: ExampleCall['stage'] = 'ringing'): ExampleCall {
  return {
    id: 'city-1777903262.17',
    offer: 'offer-city-1777903262.17-1',
    stage,
    since: ago(3),
    number: '+12175550142',
    dialled: '311',
    language: 'es',
    group: { id: 'streets', name: { en: 'Streets and lights', es: 'Calles y alumbrado' } },
    skills: { es: 1 },
    priority: 0,
    callback: false,
    arrived: ago(100),
    queued: ago(80),
    offered: ago(3),
    answered: stage === 'ringing' ? null : ago(2),
    waited_seconds: 70.2,
    path: ['language', 'menu:main', 'menu:streets', 'connecting'],
    keyed: [
      { step: 'language', key: '2' },
      { step: 'menu:main', key: '1' },
      { step: 'menu:streets', key: '0' },
    ],
    handed_by: null,
    acts: stage === 'talking' ? ['hold', 'transfer', 'consult', 'end'] : stage === 'held' ? ['resume', 'transfer', 'consult', 'end'] : [],
  };
}

/** Ana asks Ben about it. */
export function exampleConsult(scene: ExampleConsult['scene']): ExampleConsult {
  return {
    id: 'offer-city-1777903262.17-consult-1',
    scene,
    asks: true,
    with: { agent: 'ben', name: 'Ben Brooks' },
    call: 'city-1777903262.17',
    since: ago(1),
  };
}

export const exampleColleagues = [
  { id: 'ana', name: 'Ana Alvarez', state: 'talking', can_be_asked: false },
  { id: 'ben', name: 'Ben Brooks', state: 'ready', can_be_asked: true },
  { id: 'chloe', name: 'Chloé Diaz', state: 'talking', can_be_asked: false },
];

export const exampleLines = [{ line: 'shelter', code: '71' }];

export const exampleCodes = [
  { code: 'resolved', name: { en: 'Resolved', es: 'Resuelto' } },
  { code: 'request', name: { en: 'Request made', es: 'Solicitud hecha' } },
  { code: 'handed-on', name: { en: 'Handed on', es: 'Entregada' } },
];

export const exampleReasons = [
  { reason: 'break', planned: false },
  { reason: 'lunch', planned: true },
];

/** Who calls in the example: somebody who called and reported before. */
export function exampleResident() {
  return {
    number: '+12175550142',
    calls: [
      {
        id: 'city-1777800000.3',
        arrived: ago(26 * 3_600),
        group: 'streets',
        language: 'es',
        agent: 'ben',
        result: 'answered',
        talk_seconds: 121.4,
        codes: ['request'],
        note: 'Pothole at the bus stop; asked for a call when it is done.',
      },
      {
        id: 'city-1777700000.9',
        arrived: ago(80 * 3_600),
        group: 'water',
        language: 'es',
        agent: null,
        result: 'abandoned',
        talk_seconds: null,
        codes: [],
        note: null,
      },
    ],
    requests: [{ number: '10000004', type: 'pothole', state: 'in-progress', reported: ago(26 * 3_600) }],
  };
}

/** A floor of six agents and four who wait. */
export function exampleFloor() {
  const agent = (id: string, name: string, state: string, seconds: number, group: string | null, reason: string | null = null) => ({
    id,
    name,
    state,
    since: ago(seconds),
    presence: state === 'not-ready' ? 'not-ready' : 'ready',
    reason,
    call: group === null ? null : `city-of-${id}`,
    stage: group === null ? null : 'talking',
    group,
    consult: null,
    calls_since_sign_in: 3 + id.length,
  });
  const call = (id: string, group: string, language: string, seconds: number, priority = 0) => ({
    id,
    group,
    language,
    queued: ago(seconds),
    priority,
    number: `…${id.slice(-4)}`,
    callback: false,
    stage: 'waiting',
  });
  return {
    at: ago(0),
    agents: [
      agent('ana', 'Ana Alvarez', 'ready', 65, null),
      agent('ben', 'Ben Brooks', 'talking', 312, 'streets'),
      agent('chloe', 'Chloé Diaz', 'hold', 41, 'water'),
      agent('dan', 'Dan Evans', 'wrap-up', 18, null),
      agent('eve', 'Eve Fischer', 'not-ready', 640, null, 'lunch'),
      agent('fay', 'Fay Green', 'offered', 4, 'trash'),
    ],
    waiting: [
      call('city-1777903300.4410', 'water', 'en', 95, 5),
      call('city-1777903310.2207', 'streets', 'es', 71),
      call('city-1777903320.9134', 'streets', 'en', 30),
    ],
    callbacks: [{ id: 'callback-city-1777903000.1', group: 'trash', queued: ago(400), number: '…0177', stage: 'waiting' }],
    monitors: [] as { supervisor: string; agent: string; mode: string; since: string }[],
  };
}

/** Two things that residents left. */
export function exampleMessages() {
  return [
    { id: 'm1', kind: 'message', at: ago(1_800), number: '…0190', group: 'water', language: 'en', seconds: 34.2, audio: true },
    { id: 'm2', kind: 'callback', at: ago(5_400), number: '…0177', group: 'trash', language: 'es', seconds: null, audio: false },
  ];
}
