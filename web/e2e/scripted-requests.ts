import type { IncomingMessage, ServerResponse } from 'node:http';
import {
  exampleAreas,
  exampleCity,
  exampleNear,
  examplePhoto,
  exampleRequest,
  exampleStandards,
  exampleTaken,
  exampleType,
  exampleTypes,
} from '../src/requests/example';

/** Something that was sent to the server. */
export interface Sent {
  readonly path: string;
  readonly type: string;
  readonly body: Buffer;
}

/** What to answer in place of what is usual. */
export type Trouble =
  | { readonly status: number; readonly body?: unknown; readonly retryAfter?: number }
  /** The report is taken, and the answer does not arrive. */
  | 'lost-answer';

/** The part of the scripted server that plays the public interface for service requests. */
export class ScriptedRequests {
  readonly sent: Sent[] = [];
  /** Reports by their keys, as the server takes each once. */
  readonly reports = new Map<string, Record<string, unknown>>();
  request: ReturnType<typeof exampleRequest> | null = null;
  areas: unknown = exampleAreas();
  private readonly troubles = new Map<string, Trouble[]>();

  /** The next question whose path begins so is answered so; said twice, the next two. */
  trouble(path: string, trouble: Trouble): void {
    this.troubles.set(path, [...(this.troubles.get(path) ?? []), trouble]);
  }

  /** Whether it was for this part. */
  async answer(request: IncomingMessage, url: URL, response: ServerResponse): Promise<boolean> {
    if (!url.pathname.startsWith('/api/public/')) {
      return false;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    const body = Buffer.concat(chunks);
    if (request.method === 'POST') {
      this.sent.push({ path: url.pathname, type: request.headers['content-type'] ?? '', body });
    }
    const trouble = this.troubleFor(url.pathname);
    if (trouble === 'lost-answer') {
      this.take(body);
      // Not without the head of an answer: a browser would send the report again by itself.
      response.writeHead(201, { 'content-length': '1000' }).write('{', () => request.socket.destroy());
    } else if (trouble !== undefined) {
      say(response, trouble.status, trouble.body ?? { errors: [] }, trouble.retryAfter);
    } else {
      this.usual(request.method ?? 'GET', url, body, response);
    }
    return true;
  }

  private troubleFor(path: string): Trouble | undefined {
    for (const [start, troubles] of this.troubles) {
      const [first, ...rest] = troubles;
      if (path.startsWith(start) && first !== undefined) {
        this.troubles.set(start, rest);
        return first;
      }
    }
    return undefined;
  }

  private usual(method: string, url: URL, body: Buffer, response: ServerResponse): void {
    const language = url.searchParams.get('language') === 'es' ? 'es' : 'en';
    const [resource = '', id = '', part = ''] = url.pathname.replace('/api/public/', '').split('/');
    switch (`${method} ${resource}`) {
      case 'GET city':
        say(response, 200, exampleCity);
        break;
      case 'GET areas':
        say(response, 200, this.areas);
        break;
      case 'GET types':
        if (id === 'find') {
          say(response, 200, found(url.searchParams.get('q') ?? '', language));
        } else {
          const type = id === '' ? exampleTypes(language) : exampleType(id, language);
          say(response, type === null ? 404 : 200, type ?? { errors: [{ field: 'type', text: 'unknown' }] });
        }
        break;
      case 'GET photos':
        response.writeHead(200, { 'content-type': 'image/svg+xml' }).end(examplePhoto);
        break;
      case 'GET near':
        say(response, 200, url.searchParams.get('type') === 'pothole' ? nearTo(url.searchParams, language) : []);
        break;
      case 'GET standards':
        say(response, 200, exampleStandards(language, Number(url.searchParams.get('days'))));
        break;
      case 'GET requests': {
        const known = this.request ?? exampleRequest(language);
        const it = id === known.number ? known : null;
        say(response, it === null ? 404 : 200, it ?? { errors: [{ field: 'number', text: 'no such request' }] });
        break;
      }
      case 'POST requests':
        if (part === 'follow') {
          response.writeHead(204).end();
        } else {
          this.take(body);
          say(response, 201, exampleTaken());
        }
        break;
      case 'POST attachments':
        say(response, 201, { id: `photo-${this.sent.length}` });
        break;
      default:
        say(response, 404, { errors: [{ field: '', text: 'no such address' }] });
    }
  }

  private take(body: Buffer): void {
    const report = JSON.parse(body.toString()) as Record<string, unknown>;
    this.reports.set(String(report.key), report);
  }
}

function nearTo(asked: URLSearchParams, language: 'en' | 'es') {
  return exampleNear(language, Number(asked.get('latitude')), Number(asked.get('longitude')));
}

function found(words: string, language: 'en' | 'es') {
  if (/nothing|nada/.test(words)) {
    return [];
  }
  const holes = /hole|hoyo|bache/.test(words);
  return exampleTypes(language).filter(({ id }) => (holes ? /pothole|cave/.test(id) : /rats|trash/.test(id)));
}

function say(response: ServerResponse, status: number, body: unknown, retryAfter?: number): void {
  response
    .writeHead(status, {
      'content-type': 'application/json',
      ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
    })
    .end(JSON.stringify(body));
}
