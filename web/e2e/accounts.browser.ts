import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { browse, expectAccessible, launch, shoot, type Window } from './browser';
import { PASSWORD } from './scripted-accounts';
import { ScriptedServer } from './scripted-server';

let browser: Browser;
let server: ScriptedServer;

beforeAll(async () => {
  browser = await launch();
});

afterAll(async () => {
  await browser.close();
});

beforeEach(async () => {
  server = await ScriptedServer.start();
});

afterEach(async () => {
  await server.stop();
});

function open(path: string, options: Omit<Window, 'url'>, look: (page: Page) => Promise<void>) {
  return browse(browser, { url: `${server.url}${path}`, ...options }, async (page) => {
    await page.getByRole('heading', { level: 1 }).waitFor();
    await look(page);
  });
}

/** By the keyboard alone. */
async function signIn(page: Page, name: string, password: string): Promise<void> {
  await page.getByLabel('Name', { exact: true }).focus();
  await page.keyboard.type(name);
  await page.keyboard.press('Tab');
  await page.keyboard.type(password);
  await page.keyboard.press('Enter');
}

const alert = (page: Page, text: RegExp) => page.getByRole('alert').filter({ hasText: text }).waitFor();
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();

it('signs in by the keyboard, and goes where one wanted to', async () => {
  await open('admin', {}, async (page) => {
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click();
    await heading(page, 'Sign in');
    await signIn(page, 'admin', PASSWORD);
    await heading(page, 'Accounts');
    await page.getByText('Signed in as Administrator').waitFor();

    await page.getByRole('button', { name: 'Sign out', exact: true }).click();
    await page.getByText('This page is for administrators.').waitFor();
    expect(await page.context().cookies()).toEqual([]);
  });
});

it('says that name and password are wrong, and when to try again', async () => {
  await open('sign-in', {}, async (page) => {
    await page.getByRole('button', { name: 'Sign in' }).click();
    await alert(page, /Enter your name/);
    for (let tried = 0; tried < 5; tried++) {
      await signIn(page, tried === 0 ? 'maria' : '', 'wrong');
      await alert(page, /don't belong together/);
    }
    await signIn(page, '', PASSWORD);
    await alert(page, /Try again in 15 seconds/);
    await shoot(page, 'sign-in-slow');
  });
});

it('has a password chosen that was given', async () => {
  const maria = server.accounts.all.find((each) => each.name === 'maria');
  if (maria !== undefined) {
    maria.must_change_password = true;
  }
  await open('sign-in?next=/requests', {}, async (page) => {
    await signIn(page, 'maria', PASSWORD);
    await heading(page, 'Choose your password');
    const set = async (before: string, after: string, again: string) => {
      await page.getByLabel('The password you have now').fill(before);
      await page.getByLabel('New password', { exact: true }).fill(after);
      await page.getByLabel('New password once more').fill(again);
      await page.keyboard.press('Enter');
    };
    await set(PASSWORD, 'short', 'short');
    await alert(page, /at least 12/);
    await set(PASSWORD, 'window sparrow ladder', 'window sparrow');
    await alert(page, /don't match/);
    await set('wrong', 'window sparrow ladder', 'window sparrow ladder');
    await alert(page, /not the password you have now/);
    await set(PASSWORD, 'password password', 'password password');
    await alert(page, /first that are guessed/);
    await expectAccessible(page);
    await shoot(page, 'choose-password');
    await set(PASSWORD, 'window sparrow ladder', 'window sparrow ladder');
    await page.waitForURL('**/requests');
  });
});

it('adds an account, changes it, gives it a password and signs it out', async () => {
  await open('sign-in', {}, async (page) => {
    await signIn(page, 'admin', PASSWORD);
    await page.getByRole('row', { name: /María López/ }).waitFor();

    await page.getByLabel('Name', { exact: true }).fill('Not A Name');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await alert(page, /lower-case letters/);
    await page.getByLabel('Name', { exact: true }).fill('ben');
    await page.getByLabel('Shown as').fill('Ben Brooks');
    await page.getByLabel('Agent', { exact: true }).last().fill('ben');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByText('k7wd-n3xp-9tqf-vm2c').waitFor();
    await page.getByRole('row', { name: /Ben Brooks/ }).getByText('has to choose a password').waitFor();
    await shoot(page, 'accounts');

    await page.getByRole('button', { name: 'Change ben' }).click();
    await page.getByLabel('May sign in').uncheck();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('row', { name: /Ben Brooks/ }).getByText('disabled').waitFor();

    await page.getByRole('button', { name: 'New password for maria' }).click();
    await page.getByText('bn4t-8kcz-wq3m-xv7h').waitFor();
    await page.getByRole('button', { name: 'Sign maria out everywhere' }).click();
    await page.getByText('maria is signed out everywhere.').waitFor();
    expect(server.accounts.changes).toEqual([
      'POST /api/accounts/Not%20A%20Name',
      'POST /api/accounts/ben',
      'PUT /api/accounts/ben',
      'POST /api/accounts/maria/password',
      'DELETE /api/accounts/maria/sessions',
    ]);
  });
});

it.each([
  ['light', 'en-US'],
  ['dark', 'es-MX'],
] as const)('has nothing that axe objects to: %s, %s', async (colorScheme, locale) => {
  await open('sign-in', { colorScheme, locale }, async (page) => {
    await page.locator('#name').waitFor();
    await expectAccessible(page);
    await shoot(page, `sign-in-${colorScheme}`);
    await page.locator('#name').fill('admin');
    await page.locator('#password').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.locator('.accounts tbody tr').first().waitFor();
    await expectAccessible(page);
    await shoot(page, `accounts-${colorScheme}`);
  });
});

it('fits a phone, with nothing beside the page but the table', async () => {
  await open('sign-in', { viewport: { width: 390, height: 844 } }, async (page) => {
    const wide = () => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth);
    expect(await wide()).toBe(false);
    await signIn(page, 'admin', PASSWORD);
    await page.locator('.accounts tbody tr').first().waitFor();
    expect(await wide()).toBe(false);
    await shoot(page, 'accounts-phone');
  });
});
