import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  exampleCall,
  exampleCodes,
  exampleColleagues,
  exampleConsult,
  type ExampleDesk,
  exampleDesk,
  exampleFloor,
  exampleLines,
  exampleMessages,
  exampleReasons,
  exampleResident,
  exampleSession,
} from '../src/desk/example';
import { exampleEvent } from '../src/live/example-event';
import { exampleNear, exampleType, exampleTypes } from '../src/requests/example';

/** A change that was sent to the server. */
export interface Change {
  readonly what: string;
  readonly body: unknown;
}

/**
 * The part of the scripted server that plays the desk's interface for Ana: calls ring when a test says
 * so, and acts do to the desk what the real ones do.
 */
export class ScriptedDesk {
  session: ReturnType<typeof exampleSession> | { readonly account: null } = exampleSession();
  desk: ExampleDesk = exampleDesk();
  floor: ReturnType<typeof exampleFloor> = exampleFloor();
  /** All changes, without those that keep notes. */
  readonly changes: Change[] = [];
  /** Notes by call, as they were last kept. */
  readonly notes = new Map<string, unknown>();
  /** Undefined for a server that keeps no such list. */
  messages: unknown = exampleMessages();
  /** Undefined for a server that does not tell them. */
  reasons: unknown = exampleReasons;
  /** How often a stream was asked for. */
  connections = 0;
  /** What the next change of this kind is answered with. */
  private readonly refusals = new Map<string, { readonly status: number; readonly body: unknown }>();
  private readonly streams = new Map<ServerResponse, 'desk' | 'floor'>();
  private away = false;

  /** Refuses the next such change: `hold`, `presence`, `wrap-up`… */
  refuse(what: string, status: number, body: unknown): void {
    this.refusals.set(what, { status, body });
  }

  /** Changes the desk and tells all streams of it. */
  show(change: Partial<ExampleDesk>, state?: string): void {
    const now = new Date().toISOString();
    const moved = state !== undefined && state !== this.desk.agent.state;
    const agent = { ...this.desk.agent, ...(moved && { state, since: now }) };
    this.desk = { ...this.desk, agent, ...change, at: now };
    this.tell();
  }

  /** The resident's call rings at the desk. */
  offer(): void {
    this.show({ call: exampleCall('ringing'), wrap_up: null }, 'offered');
  }

  /** The agent has answered. */
  pickUp(): void {
    if (this.desk.consult !== null && !this.desk.consult.asks) {
      this.show({ consult: { ...this.desk.consult, scene: 'asking' } }, 'consult');
    } else {
      this.show({ call: exampleCall('talking') }, 'talking');
    }
  }

  /** The colleague who is asked answers. */
  colleagueAnswers(): void {
    const acts = ['swap', 'conference', 'complete', 'end-consult', 'end'];
    this.show({ call: { ...exampleCall('held'), acts }, consult: exampleConsult('asking') }, 'consult');
  }

  wrapUp(seconds = 30): void {
    const until = new Date(Date.now() + seconds * 1_000).toISOString();
    this.show({ call: null, consult: null, wrap_up: { call: exampleCall().id, until } }, 'wrap-up');
  }

  showFloor(change: Partial<ReturnType<typeof exampleFloor>>): void {
    this.floor = { ...this.floor, ...change, at: new Date().toISOString() };
    this.tell();
  }

  messageToAll(text: string): void {
    const data = JSON.stringify({ at: new Date().toISOString(), from: 'Sue Stone', text });
    for (const stream of this.streams.keys()) {
      stream.write(`event: message\ndata: ${data}\n\n`);
    }
  }

  /** Ends the streams and answers nothing more. */
  goDown(): void {
    this.away = true;
    this.cut();
  }

  /** Ends the streams, and answers again when they come back. */
  cut(): void {
    for (const stream of this.streams.keys()) {
      stream.destroy();
    }
    this.streams.clear();
  }

  recover(): void {
    this.away = false;
  }

  signOut(): void {
    this.session = { account: null };
    this.cut();
  }

  /** Whether it was for this part. */
  async answer(request: IncomingMessage, url: URL, response: ServerResponse): Promise<boolean> {
    const path = url.pathname;
    const ours = /^\/(api\/(session|agents|desk|floor|calls|messages|requests|live\/now)(\/|$)|scripted\/)/.test(path);
    if (!ours) {
      return false;
    }
    const method = request.method ?? 'GET';
    const body = await bodyOf(request);
    if (this.away) {
      say(response, 503, { error: 'nobody leads' });
    } else if (path.startsWith('/scripted/')) {
      // The scripted phone in the page tells what it does, as the real one tells Asterisk.
      this.phone(path.slice('/scripted/'.length));
      say(response, 204, null);
    } else if (path === '/api/session') {
      say(response, 200, this.session);
    } else if (this.session.account === null && path !== '/api/live/now') {
      say(response, 401, { error: 'sign in' });
    } else if (path.endsWith('/events')) {
      this.stream(url, response);
    } else if (method === 'GET' && path.startsWith('/api/requests/')) {
      readRequests(url, response);
    } else if (method === 'GET') {
      this.read(path, response);
    } else if (request.headers['city311-csrf'] !== 'csrf-of-ana') {
      say(response, 403, { error: 'send the header City311-CSRF' });
    } else {
      this.change(method, path, body, response);
    }
    return true;
  }

  private stream(url: URL, response: ServerResponse): void {
    this.connections += 1;
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.flushHeaders();
    this.streams.set(response, url.pathname === '/api/floor/events' ? 'floor' : 'desk');
    response.on('close', () => this.streams.delete(response));
    this.tell();
  }

  private tell(): void {
    for (const [stream, view] of this.streams) {
      stream.write(`event: ${view}\ndata: ${JSON.stringify(view === 'desk' ? this.desk : this.floor)}\n\n`);
    }
  }

  private phone(what: string): void {
    if (what === 'answer') {
      if (this.desk.monitor === null) {
        this.pickUp();
      }
    } else if (what === 'hang-up' && this.desk.call !== null) {
      this.wrapUp();
    }
  }

  private read(path: string, response: ServerResponse): void {
    const notes = /^\/api\/agents\/ana\/calls\/([^/]+)\/wrap-up$/.exec(path)?.[1];
    const known: Readonly<Record<string, unknown>> = {
      '/api/agents/ana/desk': this.desk,
      '/api/agents/ana/call/resident': exampleResident(),
      '/api/agents/ana/consult/call': { ...exampleCall('held'), offer: null, acts: [] },
      '/api/desk/colleagues': exampleColleagues,
      '/api/desk/lines': exampleLines,
      '/api/desk/phone': { agent: 'ana', name: 'Ana Alvarez', kind: 'desk' },
      '/api/desk/wrap-up-codes': exampleCodes,
      '/api/desk/not-ready-reasons': this.reasons,
      '/api/floor': this.floor,
      '/api/messages': this.messages,
      '/api/live/now': exampleEvent(),
    };
    if (notes !== undefined) {
      say(response, 200, this.notes.get(decodeURIComponent(notes)) ?? { codes: [], note: '' });
    } else {
      say(response, known[path] === undefined ? 404 : 200, known[path] ?? { error: 'no such route' });
    }
  }

  private change(method: string, path: string, body: unknown, response: ServerResponse): void {
    const notes = /^\/api\/agents\/ana\/calls\/([^/]+)\/wrap-up$/.exec(path)?.[1];
    const last = path.split('/').at(-1) ?? '';
    const refusal = this.refusals.get(last);
    if (refusal !== undefined) {
      this.refusals.delete(last);
      say(response, refusal.status, refusal.body);
      return;
    }
    if (notes !== undefined) {
      this.notes.set(decodeURIComponent(notes), body);
      say(response, 200, body);
      return;
    }
    this.changes.push({ what: `${method} ${path.replace('/api/', '')}`, body });
    if (path.startsWith('/api/requests')) {
      say(response, last === 'requests' ? 201 : 204, { ...staffRequest('10000020'), due: inHours(48) });
      return;
    }
    this.act(method, last, body);
    say(response, 200, this.desk);
  }

  private act(method: string, act: string, body: unknown): void {
    const { presence, reason = null } = body as { presence?: string; reason?: string | null };
    switch (act) {
      case 'presence':
        this.desk = { ...this.desk, agent: { ...this.desk.agent, presence: presence ?? '', reason } };
        this.show({}, this.desk.call === null && this.desk.wrap_up === null ? presence : undefined);
        break;
      case 'hold':
        this.show({ call: exampleCall('held') }, 'hold');
        break;
      case 'resume':
      case 'end-consult':
        this.show({ call: exampleCall('talking'), consult: null }, 'talking');
        break;
      case 'consult':
        this.show(
          { call: { ...exampleCall('held'), acts: ['end-consult', 'end'] }, consult: exampleConsult('ringing') },
          'consult',
        );
        break;
      case 'swap':
      case 'conference':
        if (this.desk.consult !== null) {
          const scene = act === 'conference' ? 'conference' : this.desk.consult.scene === 'asking' ? 'back' : 'asking';
          this.show({ consult: exampleConsult(scene) });
        }
        break;
      case 'transfer':
      case 'complete':
      case 'end':
        this.wrapUp();
        break;
      case 'wrap-up':
        if (method === 'DELETE') {
          this.show({ wrap_up: null }, this.desk.agent.presence);
        } else {
          const until = Date.parse(this.desk.wrap_up?.until ?? '') + 60_000;
          this.show({ wrap_up: { call: exampleCall().id, until: new Date(until).toISOString() } });
        }
        break;
      default:
    }
  }
}

function inHours(hours: number): string {
  return new Date(Date.now() + hours * 3_600_000).toISOString();
}

/** A request as the staff's interface has it. */
function staffRequest(number: string) {
  return {
    number,
    spoken: `${number.slice(0, 3)} ${number.slice(3)}`,
    version: 1,
    type: 'pothole',
    department: 'streets',
    assignee: null,
    state: 'in-progress',
    reported_at: inHours(-26),
    due: inHours(22),
    late: false,
    promise: '48 hours',
    language: 'es',
    words: 'Hoyo hondo junto a la parada del autobús.',
    answers: {},
    address: '400 Main St',
    neighbourhood: 'Foundry',
    followers: 4,
  };
}

function staffType(id: string, language: 'en' | 'es') {
  const type = exampleType(id, language);
  const script =
    language === 'es'
      ? 'Pregunte si alguien está en peligro. Si es así, pase la llamada al 911.'
      : 'Ask whether anybody is in danger. If so, hand the call on to 911.';
  return { ...type, script, priority: id === 'street-cave-in' ? 'urgent' : 'normal', raised_by: 'anyone' };
}

/** What the staff's interface for service requests answers. */
function readRequests(url: URL, response: ServerResponse): void {
  const asked = url.searchParams;
  const language = asked.get('language') === 'es' ? 'es' : 'en';
  const ids = exampleTypes(language).map(({ id }) => id);
  switch (url.pathname) {
    case '/api/requests/types':
      say(response, 200, ids.map((id) => staffType(id, language)));
      break;
    case '/api/requests/types/find': {
      const words = asked.get('q') ?? '';
      const found = /hole|hoyo/.test(words) ? ['pothole', 'street-cave-in'] : words.includes('xyz') ? [] : ['rats'];
      say(response, 200, found.map((id) => staffType(id, language)));
      break;
    }
    case '/api/requests/lookalikes':
      say(
        response,
        200,
        exampleNear('en', Number(asked.get('latitude')), Number(asked.get('longitude'))).map(
          ({ distance_m, state, ...near }) => ({
            ...near,
            // Neither is in the staff's list.
            name: undefined,
            photo: undefined,
            spoken: near.number,
            meters: Math.round(distance_m),
            state: state.replace('_', '-'),
          }),
        ),
      );
      break;
    default:
      say(response, 200, staffRequest(url.pathname.split('/').at(-1) ?? ''));
  }
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  const text = Buffer.concat(chunks).toString();
  return text === '' ? {} : JSON.parse(text);
}

function say(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(status === 204 ? '' : JSON.stringify(body));
}
