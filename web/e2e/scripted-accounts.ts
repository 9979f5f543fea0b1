import type { IncomingMessage, ServerResponse } from 'node:http';

/** An account as the server shows it. */
export interface ExampleAccount {
  name: string;
  display_name: string;
  roles: string[];
  agent: string | null;
  department: string | null;
  disabled: boolean;
  must_change_password: boolean;
}

const CSRF = 'what-only-our-pages-know';
export const PASSWORD = 'lamp river onion quarter';

/** The part of the scripted server that plays accounts: one cookie, one secret, one password for all. */
export class ScriptedAccounts {
  readonly all: ExampleAccount[] = [
    example('admin', 'Administrator', ['administrator']),
    { ...example('maria', 'María López', ['agent', 'supervisor']), agent: 'maria' },
    { ...example('walt', 'Walter Brooks', ['department']), department: 'water', disabled: true },
  ];
  /** Each change, as `METHOD path`. */
  readonly changes: string[] = [];
  /** How often it was tried with a wrong password; the sixth waits. */
  private tries = 0;

  /** Whether it was for this part. */
  async answer(request: IncomingMessage, url: URL, response: ServerResponse): Promise<boolean> {
    const path = url.pathname;
    if (!path.startsWith('/api/session') && !path.startsWith('/api/accounts')) {
      return false;
    }
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    const text = Buffer.concat(chunks).toString();
    const body = (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>;
    const name = /city311=(\w+)/.exec(request.headers.cookie ?? '')?.[1];
    const account = this.all.find((each) => each.name === name) ?? null;
    const method = request.method ?? 'GET';
    if (`${method} ${path}` === 'POST /api/session') {
      this.signIn(body, response);
    } else if (method !== 'GET' && request.headers['city311-csrf'] !== CSRF) {
      say(response, 403, { error: 'send the header' });
    } else if (path.startsWith('/api/session')) {
      this.session(`${method} ${path}`, account, body, response);
    } else if (account === null) {
      say(response, 401, { error: 'sign in' });
    } else {
      this.administer(method, path, body, response);
    }
    return true;
  }

  private signIn(body: Record<string, unknown>, response: ServerResponse): void {
    const account = this.all.find((each) => each.name === body.name);
    if (account !== undefined && body.password === PASSWORD && this.tries < 5) {
      response.setHeader('set-cookie', `city311=${account.name}; Path=/; HttpOnly; SameSite=Strict`);
      say(response, 200, { account, csrf: CSRF });
    } else if (this.tries < 5) {
      this.tries += 1;
      say(response, 401, { error: 'wrong' });
    } else {
      response.setHeader('retry-after', '15');
      say(response, 429, { error: 'too often' });
    }
  }

  private session(
    what: string,
    account: ExampleAccount | null,
    body: Record<string, unknown>,
    response: ServerResponse,
  ): void {
    if (what === 'DELETE /api/session') {
      response.setHeader('set-cookie', 'city311=; Path=/; Max-Age=0');
      say(response, 200, { account: null });
    } else if (what === 'PUT /api/session/password' && account !== null) {
      if (body.before !== PASSWORD) {
        say(response, 409, { error: 'wrong' });
      } else if (String(body.after).startsWith('password')) {
        say(response, 400, { error: 'guessed first' });
      } else {
        account.must_change_password = false;
        say(response, 200, { account, csrf: CSRF });
      }
    } else {
      say(response, 200, account === null ? { account } : { account, csrf: CSRF });
    }
  }

  private administer(
    method: string,
    path: string,
    body: Record<string, unknown>,
    response: ServerResponse,
  ): void {
    const [name = '', part = ''] = path.replace(/^\/api\/accounts\/?/, '').split('/');
    const account = this.all.find((each) => each.name === name);
    if (method === 'GET') {
      say(response, 200, { accounts: this.all });
      return;
    }
    this.changes.push(`${method} ${path}`);
    if (method === 'POST' && part === '') {
      if (!/^[a-z0-9][a-z0-9._@-]*$/.test(name)) {
        say(response, 400, { error: 'mend all', mistakes: ['name: lower-case letters'] });
        return;
      }
      this.all.push({ ...example(name, name, []), ...without(body), must_change_password: true });
      say(response, 201, { name, password: 'k7wd-n3xp-9tqf-vm2c' });
    } else if (account === undefined) {
      say(response, 404, { error: 'no such account' });
    } else if (method === 'POST') {
      say(response, 200, { name, password: 'bn4t-8kcz-wq3m-xv7h' });
    } else {
      Object.assign(account, method === 'PUT' ? without(body) : {});
      say(response, 200, account);
    }
  }
}

function without(body: Record<string, unknown>): Partial<ExampleAccount> {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== null));
}

function example(name: string, shown: string, roles: string[]): ExampleAccount {
  return {
    name,
    display_name: shown,
    roles,
    agent: null,
    department: null,
    disabled: false,
    must_change_password: false,
  };
}

function say(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
