import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { browse, expectAccessible, launch, shoot } from './browser';
import { openEars, shareOf, toneFile } from './tone';

/** The resident's and the agent's tones; the same as in `BrowserPhoneStoryTest`. */
const RESIDENT_HERTZ = 600;
const AGENT_HERTZ = 900;

const url = process.env.BOARD_URL ?? '';
const [name = '', value = ''] = (process.env.AGENT_COOKIE ?? '').split('=', 2);
const PATIENCE = { timeout: 60_000 };
const HEARD = 0.5;

const tone = toneFile(AGENT_HERTZ);
let browser: Browser;

beforeAll(async () => {
  browser = await launch([
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-audio-capture=${tone.path}`,
    '--autoplay-policy=no-user-gesture-required',
  ]);
});

afterAll(async () => {
  await browser.close();
  tone.remove();
});

/** Opens the phone's page of an agent who is signed in, and starts the phone. */
async function start(page: Page): Promise<void> {
  await page.goto(`${url}desk/phone`);
  await page.getByRole('button', { name: 'Start the phone' }).click();
  await page.locator('.phone[data-line="ready"]').waitFor(PATIENCE);
}

/** Answers what rings, and hears the resident. */
async function answer(page: Page): Promise<void> {
  await call(page, 'rings');
  await page.getByRole('button', { name: 'Answer' }).click();
  await call(page, 'talks');
  await expect.poll(() => shareOf(page, RESIDENT_HERTZ), PATIENCE).toBeGreaterThan(HEARD);
}

const call = (page: Page, stage: string) => page.locator(`.phone[data-call="${stage}"]`).waitFor(PATIENCE);

it('hears itself in the echo, takes two calls in which both sides are heard, hangs up the second, and is lost twice in a third', { timeout: 300_000 }, async () => {
  await browse(browser, { url: 'about:blank' }, async (page) => {
    await page.context().addCookies([{ name, value, url }]);
    await page.addInitScript(openEars);
    await start(page);

    await page.getByRole('button', { name: 'Test microphone and sound' }).click();
    await call(page, 'talks');
    await expect.poll(() => shareOf(page, AGENT_HERTZ), PATIENCE).toBeGreaterThan(HEARD);
    await page.getByRole('button', { name: 'Hang up' }).click();
    await call(page, 'none');

    for (const endedBy of ['resident', 'agent'] as const) {
      await answer(page);
      // How good it is depends on what else this machine does.
      await page.locator('.phone-sound:not([data-verdict="silent"])').waitFor(PATIENCE);
      console.log('the call sounds:', await page.locator('.phone-sound').innerText());
      await expectAccessible(page);
      await shoot(page, 'phone-talks');
      // By this the resident knows that all was heard: one hangs up, the other falls silent.
      await page.getByRole('button', { name: 'Mute' }).click();
      if (endedBy === 'agent') {
        await expect.poll(() => shareOf(page, RESIDENT_HERTZ), PATIENCE).toBeLessThan(0.1);
        await page.getByRole('button', { name: 'Hang up' }).click();
      }
      await call(page, 'none');
    }

    // Loaded anew in the talk, and then gone from one moment to the next: the same resident is back each time.
    await answer(page);
    await start(page);
    await answer(page);
    void page.goto('chrome://crash').catch(() => undefined);
    const another = await page.context().newPage();
    await another.addInitScript(openEars);
    await start(another);
    await answer(another);
    await another.getByRole('button', { name: 'Mute' }).click();
    await call(another, 'none');
  });
});
