// Runs the browser tests: `npm run e2e` against the built pages and a scripted server,
// `npm run e2e -- --url http://HOST:PORT/` the smoke tests against a City311 that runs.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const web = dirname(dirname(fileURLToPath(import.meta.url)));

const { values } = parseArgs({
  options: {
    url: { type: 'string' },
    // Within how many seconds the waiting figure has to change, when calls are known to come.
    'waiting-changes-within': { type: 'string' },
    // A place in its city, LATITUDE,LONGITUDE: then a report is made there.
    'place-in-city': { type: 'string' },
    // What the first administrator signs in with: then accounts are made.
    'first-password': { type: 'string' },
    // The cookie of an agent whose phone is in the browser: then that phone is used, and nothing else.
    'agent-cookie': { type: 'string' },
    // The cookies of two such agents in --agent-cookie, with a comma between them, and this: then their desks are used.
    'desk-story': { type: 'string' },
    // The folder by whose files a story at desks and the test that plays the resident wait for each other.
    meetings: { type: 'string' },
    // Where to leave screenshots.
    shots: { type: 'string' },
  },
});
const url = values.url ?? process.env.BOARD_URL;
const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium';

if (!existsSync(chromium)) {
  console.error(`No browser at ${chromium}: apt-get install chromium, or set CHROMIUM to one.`);
  process.exit(1);
}
if (url === undefined && !existsSync(join(web, 'dist', 'index.html'))) {
  console.error('The pages are not built yet: npm run build');
  process.exit(1);
}

const suites =
  url === undefined
    ? [
        'e2e/accounts.browser.ts',
        'e2e/board.browser.ts',
        'e2e/requests.browser.ts',
        'e2e/link-pages.browser.ts',
        'e2e/desk.browser.ts',
        'e2e/phone.browser.ts',
      ]
    : values['desk-story'] !== undefined
      ? [`e2e/running-${values['desk-story']}.browser.ts`]
      : values['agent-cookie'] !== undefined
        ? ['e2e/running-phone.browser.ts']
        : ['e2e/running-server.browser.ts', 'e2e/running-requests.browser.ts', 'e2e/running-accounts.browser.ts'];
const vitest = spawn(
  process.execPath,
  [join(web, 'node_modules/vitest/vitest.mjs'), 'run', '--config', 'e2e/vitest.config.ts', ...suites],
  {
    cwd: web,
    stdio: 'inherit',
    env: {
      ...process.env,
      CHROMIUM: chromium,
      ...(url !== undefined && { BOARD_URL: url }),
      ...(values['waiting-changes-within'] !== undefined && {
        WAITING_CHANGES_WITHIN: values['waiting-changes-within'],
      }),
      ...(values['place-in-city'] !== undefined && { PLACE_IN_CITY: values['place-in-city'] }),
      ...(values['first-password'] !== undefined && { FIRST_PASSWORD: values['first-password'] }),
      ...(values['agent-cookie'] !== undefined && { AGENT_COOKIE: values['agent-cookie'] }),
      ...(values.meetings !== undefined && { MEETINGS: values.meetings }),
      ...(values.shots !== undefined && { SHOTS: values.shots }),
    },
  },
);
// Whoever stops this script stops the tests, and they close their browser.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, () => vitest.kill(signal));
}
vitest.on('exit', (status) => {
  const verdict = status === 0 ? 'passed' : 'FAILED';
  console.log(`Browser tests ${verdict}: ${url ?? 'the built pages against a scripted server'}`);
  process.exit(status ?? 1);
});
