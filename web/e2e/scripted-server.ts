import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ScriptedAccounts } from './scripted-accounts';
import { ScriptedDesk } from './scripted-desk';
import { ScriptedRequests } from './scripted-requests';
import { exampleEvent, type ExampleEvent } from '../src/live/example-event';

const DIST = fileURLToPath(new URL('../dist/', import.meta.url));
const BEAT_MS = 500;

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/**
 * A server that plays its part: it serves the built pages, and its stream says what a test tells it
 * to. Left alone it repeats the figures twice a second, with the time going on as on a real one.
 */
export class ScriptedServer {
  /** How often the stream was asked for. */
  connections = 0;
  /** What it says of service requests, and what it was sent. */
  readonly requests = new ScriptedRequests();
  /** Who may sign in there, and what was changed. */
  readonly accounts = new ScriptedAccounts();
  /** What it says to the agents' desk, and what it was sent. */
  readonly desk = new ScriptedDesk();
  /** Which of the two answers what staff ask. */
  staff: 'accounts' | 'desk' = 'accounts';
  private figures: ExampleEvent = exampleEvent();
  private readonly startedAt = Date.now();
  private readonly streams = new Set<ServerResponse>();
  private silent = false;
  private refusing = false;
  private readonly beat: ReturnType<typeof setInterval>;

  private constructor(private readonly http: Server) {
    http.on('request', (request: IncomingMessage, response: ServerResponse) => {
      void this.answer(request, response);
    });
    this.beat = setInterval(() => {
      this.tell();
    }, BEAT_MS);
  }

  static async start(): Promise<ScriptedServer> {
    const http = createServer();
    const server = new ScriptedServer(http);
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    return server;
  }

  get url(): string {
    const address = this.http.address();
    if (address === null || typeof address === 'string') {
      throw new Error('the scripted server does not listen');
    }
    return `http://127.0.0.1:${address.port}/`;
  }

  /** Changes figures and sends them at once. */
  show(change: Partial<ExampleEvent>): void {
    this.figures = { ...this.figures, ...change };
    this.tell();
  }

  /** Sends this text as the data of a `live` event. */
  say(data: string): void {
    for (const stream of this.streams) {
      stream.write(`event: live\ndata: ${data}\n\n`);
    }
  }

  /** Keeps the stream open and says nothing, as a frozen server does. */
  freeze(): void {
    this.silent = true;
  }

  /** Ends the streams and refuses new ones, as a server that is down. */
  goDown(): void {
    this.refusing = true;
    for (const stream of this.streams) {
      stream.destroy();
    }
    this.streams.clear();
  }

  /** Is well again after whatever was done to it, with the figures of the start. */
  recover(): void {
    this.silent = false;
    this.refusing = false;
    this.figures = exampleEvent();
    this.tell();
  }

  async stop(): Promise<void> {
    clearInterval(this.beat);
    this.http.closeAllConnections();
    await new Promise((resolve) => this.http.close(resolve));
  }

  private tell(): void {
    if (this.silent) {
      return;
    }
    const at = Date.parse(exampleEvent().at) + (Date.now() - this.startedAt);
    this.say(JSON.stringify({ ...this.figures, at: new Date(at).toISOString() }));
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://host');
    const path = url.pathname;
    if (
      (this.staff === 'desk' && (await this.desk.answer(request, url, response))) ||
      (await this.requests.answer(request, url, response)) ||
      (await this.accounts.answer(request, url, response))
    ) {
      return;
    }
    if (path !== '/api/live') {
      await this.page(path, response);
      return;
    }
    this.connections += 1;
    if (this.refusing) {
      response.writeHead(503).end();
      return;
    }
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    response.flushHeaders();
    this.streams.add(response);
    response.on('close', () => this.streams.delete(response));
    this.tell();
  }

  private async page(path: string, response: ServerResponse): Promise<void> {
    const name = extname(path) === '' ? 'index.html' : normalize(path);
    try {
      const body = await readFile(join(DIST, name));
      response
        .writeHead(200, {
          'content-type': types[extname(name)] ?? 'application/octet-stream',
          // The strictest policy that the pages promise to work under.
          'content-security-policy': "default-src 'self'",
        })
        .end(body);
    } catch {
      response.writeHead(404).end();
    }
  }
}
