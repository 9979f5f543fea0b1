import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { browse, expectAccessible, launch, shoot } from './browser';
import { ScriptedPhone } from './scripted-phone';
import { ScriptedServer } from './scripted-server';

const MICROPHONE = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'];

/** A name that is not this machine, though it leads here: a page from there is not to be trusted. */
const ELSEWHERE = ['--host-resolver-rules=MAP desk.example 127.0.0.1'];

let browser: Browser;
let server: ScriptedServer;

beforeAll(async () => {
  browser = await launch([...MICROPHONE, ...ELSEWHERE]);
  server = await ScriptedServer.start();
});

afterAll(async () => {
  await browser.close();
  await server.stop();
});

const line = (page: Page, kind: string) => page.locator(`.phone[data-line="${kind}"]`).waitFor();

/** Shows the page with a phone that the script plays, not yet started. */
async function open(
  look: (page: Page, phone: ScriptedPhone) => Promise<void>,
  options: { readonly url?: string; readonly locale?: string; readonly colorScheme?: 'light' | 'dark' } = {},
): Promise<void> {
  const { url = server.url, ...rest } = options;
  await browse(browser, { url: 'about:blank', ...rest }, async (page) => {
    const phone = new ScriptedPhone();
    await phone.on(page);
    await page.goto(`${url}desk/phone`);
    await line(page, 'off');
    await look(page, phone);
  });
}

it.each([
  ['en-US', 'light'],
  ['es-MX', 'dark'],
] as const)('has nothing that axe objects to, from start to ringing: %s, %s', async (locale, colorScheme) => {
  await open(
    async (page, phone) => {
      await expectAccessible(page);
      await page.locator('.phone .button').click();
      await line(page, 'ready');
      await expectAccessible(page);
      await shoot(page, `phone-ready-${locale}`);
      phone.call('+14105550123');
      await page.locator('.phone[data-call="rings"]').waitFor();
      await expectAccessible(page);
      await shoot(page, `phone-rings-${locale}`);
    },
    { locale, colorScheme },
  );
});

it('is worked by keyboard: started, answered, hung up', async () => {
  await open(async (page, phone) => {
    await page.locator('.phone .button').focus();
    await page.keyboard.press('Enter');
    await line(page, 'ready');
    phone.call('+14105550123');
    const answer = page.getByRole('button', { name: 'Answer' });
    await answer.waitFor();
    await answer.focus();
    await page.keyboard.press('Enter');
    await expect.poll(() => phone.heard.map((said) => said.split('\r\n')[0])).toContain('SIP/2.0 200 OK');
    const sound = phone.heard.find((said) => said.startsWith('SIP/2.0 200')) ?? '';
    expect(sound).toContain('opus/48000');
    expect(sound).toContain('a=fingerprint:sha-256');
  });
});

it('refuses a call', async () => {
  await open(async (page, phone) => {
    await page.locator('.phone .button').click();
    await line(page, 'ready');
    phone.call('+14105550123');
    await page.getByRole('button', { name: 'Refuse' }).click();
    await expect.poll(() => phone.heard.map((said) => said.split('\r\n')[0])).toContain('SIP/2.0 603 Decline');
    await page.locator('.phone[data-call="none"]').waitFor();
  });
});

it('starts no microphone on plain http from another machine, and says why', async () => {
  const elsewhere = server.url.replace('127.0.0.1', 'desk.example');
  await open(
    async (page, phone) => {
      await page.locator('.phone .button').click();
      await line(page, 'ended');
      await page.getByText('this page came over plain http').waitFor();
      await expectAccessible(page);
      await shoot(page, 'phone-insecure');
      expect(phone.heard).toEqual([]);
    },
    { url: elsewhere },
  );
});

it('says that the phone is open in another window, and takes it back when told to', async () => {
  await open(async (page, phone) => {
    await page.locator('.phone .button').click();
    await line(page, 'ready');
    await phone.close(4409);
    await page.getByText('Your phone is open in another window.').waitFor();
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Use the phone here' }).click();
    await line(page, 'ready');
  });
});

it('says that the session has ended, and connects no more', async () => {
  await open(async (page, phone) => {
    await page.locator('.phone .button').click();
    await line(page, 'ready');
    await phone.close(4401);
    await page.getByRole('link', { name: 'Sign in' }).waitFor();
  });
});

it('comes back by itself when the server was away', async () => {
  await open(async (page, phone) => {
    await page.locator('.phone .button').click();
    await line(page, 'ready');
    const before = phone.heard.length;
    await phone.close(4503);
    await line(page, 'lost');
    await line(page, 'ready');
    expect(phone.heard.length).toBeGreaterThan(before);
  });
});

it('says that the phone is the one on the desk', async () => {
  await browse(browser, { url: 'about:blank' }, async (page) => {
    await page.route('**/api/desk/phone', (route) =>
      route.fulfill({ json: { agent: 'ana', name: 'Ana', kind: 'desk' } }),
    );
    await page.goto(`${server.url}desk/phone`);
    await page.getByText('Your phone is the one on your desk.').waitFor();
    await expectAccessible(page);
  });
});
