/** The `live` event as the server writes it, for tests and for the scripted server of the browser tests. */
export function exampleEvent() {
  return {
    at: '2026-01-01T12:00:00.000Z',
    city: 'City311',
    waiting: 3,
    longest_waiting_since: '2026-01-01T11:59:17.900Z' as string | null,
    longest_wait_seconds: 42.1,
    in_ivr: 2,
    talking: 5,
    offered: 130,
    answered: 120,
    abandoned: 4,
    overflowed: 0,
    called_back: 0,
    asa_seconds: 8.2 as number | null,
    agents: { ready: 2, not_ready: 1, offered: 0, talking: 4, hold: 1, consult: 2, wrap_up: 1, signed_out: 3 },
    groups: [
      group('streets', 'Streets and potholes', 'Calles y baches', 1, 60, 57, 2),
      group('water', 'Water and sewer', 'Agua y alcantarillado', 2, 41, 36, 2),
      group('trash', 'Trash and recycling', 'Basura y reciclaje', 0, 29, 27, 0),
    ],
  };
}

export type ExampleEvent = ReturnType<typeof exampleEvent>;

function group(
  id: string,
  en: string,
  es: string,
  waiting: number,
  offered: number,
  answered: number,
  abandoned: number,
) {
  return {
    id,
    name: { en, es },
    open: true,
    ready_agents: 2,
    estimated_wait_seconds: null as number | null,
    estimate_error_seconds: null as number | null,
    waiting,
    longest_waiting_since: (waiting > 0 ? '2026-01-01T11:59:17.900Z' : null) as string | null,
    longest_wait_seconds: waiting > 0 ? 42.1 : 0,
    offered,
    answered,
    abandoned,
    overflowed: 0,
    called_back: 0,
    asa_seconds: 7.9 as number | null,
  };
}
