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

const call = (page: Page, stage: string) => page.locator(`.phone[data-call="${stage}"]`).waitFor(PATIENCE);

it('hears itself in the echo, takes two calls in which both sides are heard, and hangs up the second', { timeout: 180_000 }, async () => {
  await browse(browser, { url: 'about:blank' }, async (page) => {
    await page.context().addCookies([{ name, value, url }]);
    await page.addInitScript(openEars);
    await page.goto(`${url}desk/phone`);
    await page.getByRole('button', { name: 'Start the phone' }).click();
    await page.locator('.phone[data-line="ready"]').waitFor(PATIENCE);

    await page.getByRole('button', { name: 'Test microphone and sound' }).click();
    await call(page, 'talks');
    await expect.poll(() => shareOf(page, AGENT_HERTZ), PATIENCE).toBeGreaterThan(HEARD);
    await page.getByRole('button', { name: 'Hang up' }).click();
    await call(page, 'none');

    for (const endedBy of ['resident', 'agent'] as const) {
      await call(page, 'rings');
      await page.getByRole('button', { name: 'Answer' }).click();
      await call(page, 'talks');
      await expect.poll(() => shareOf(page, RESIDENT_HERTZ), PATIENCE).toBeGreaterThan(HEARD);
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
  });
});
