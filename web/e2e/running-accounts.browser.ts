import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { browse, expectAccessible, launch, shoot } from './browser';

const url = process.env.BOARD_URL ?? 'http://localhost/';

/** What the first administrator of the server that runs signs in with. */
const first = process.env.FIRST_PASSWORD ?? '';

/** An agent that the server has. */
const AGENT = 'agent1';

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});

afterAll(async () => {
  await browser.close();
});

async function signIn(page: Page, name: string, given: string, own: string): Promise<void> {
  page.setDefaultTimeout(15_000);
  await page.getByLabel('Name', { exact: true }).fill(name);
  await page.getByLabel('Password', { exact: true }).fill(given);
  await page.keyboard.press('Enter');
  await page.getByLabel('The password you have now').fill(given);
  await page.getByLabel('New password', { exact: true }).fill(own);
  await page.getByLabel('New password once more').fill(own);
  await page.keyboard.press('Enter');
}

/** What the server answers to an agent's change from a page. */
function setPresence(page: Page, agent: string): Promise<number> {
  return page.evaluate(async (id) => {
    const session = (await (await fetch('/api/session')).json()) as { readonly csrf: string };
    const response = await fetch(`/api/agents/${id}/presence`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', 'City311-CSRF': session.csrf },
      body: JSON.stringify({ presence: 'signed-out' }),
    });
    return response.status;
  }, agent);
}

it.runIf(first !== '')('lets the first administrator in, who adds an agent, who changes themselves and nobody else', { timeout: 120_000 }, async () => {
  let given = '';
  await browse(browser, { url: `${url}sign-in` }, async (page) => {
    await signIn(page, 'admin', first, 'window sparrow ladder seven');
    await page.getByRole('heading', { level: 1, name: 'Accounts' }).waitFor();
    await page.getByLabel('Name', { exact: true }).fill('maria');
    await page.getByLabel('Agent', { exact: true }).last().fill(AGENT);
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    const said = page.getByText('maria signs in with this password once');
    await said.waitFor();
    given = /\w{4}(-\w{4}){3}/.exec(await said.innerText())?.[0] ?? '';
    expect(given).not.toBe('');
    await expectAccessible(page);
    await shoot(page, 'running-accounts');
  });
  await browse(browser, { url: `${url}sign-in` }, async (page) => {
    await signIn(page, 'maria', given, 'lamp river onion quarter');
    await page.locator('.board').waitFor();
    expect(await setPresence(page, AGENT)).toBe(200);
    expect(await setPresence(page, 'another')).toBe(403);
    const cookies = await page.context().cookies();
    expect(cookies.map(({ name, httpOnly, sameSite }) => [name, httpOnly, sameSite])).toEqual([
      ['city311', true, 'Strict'],
    ]);
    await page.goto(`${url}admin`);
    await page.getByText('This page is for administrators.').waitFor();
  });
});
