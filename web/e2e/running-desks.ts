import { existsSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { expect } from 'vitest';
import { launch } from './browser';
import { openEars, shareOf, toneFile } from './tone';

/** The tones of the story; the same as in `DeskPageStoryTest`. */
export const RESIDENT_HERTZ = 600;
export const ANA_HERTZ = 900;
export const BEN_HERTZ = 1500;

export const url = process.env.BOARD_URL ?? '';
export const PATIENCE = { timeout: 40_000 };

/** The share that one tone has when it is heard alone, and that it has among two. */
const ALONE = 0.5;
const AMONG_TWO = 0.15;
const NOT_HEARD = 0.05;

const cookies = (process.env.AGENT_COOKIE ?? '').split(',').map((cookie) => cookie.split('=', 2));
const meetings = process.env.MEETINGS ?? '';

/** An agent's desk in a Chromium of its own, whose microphone hears one tone. */
export interface RunningDesk {
  readonly page: Page;
  readonly context: BrowserContext;
  /** Uncaught errors of the page. */
  readonly errors: readonly string[];
  readonly close: () => Promise<void>;
}

/** Opens the desk of the agent whose cookie is the one at this place, and waits until its phone can ring. */
export async function openDesk(agent: number, hertz: number): Promise<RunningDesk> {
  const tone = toneFile(hertz);
  const browser: Browser = await launch([
    '--use-fake-ui-for-media-stream',
    '--use-fake-device-for-media-stream',
    `--use-file-for-fake-audio-capture=${tone.path}`,
    '--autoplay-policy=no-user-gesture-required',
  ]);
  const context = await browser.newContext({ locale: 'en-US', viewport: { width: 1280, height: 800 } });
  context.setDefaultTimeout(PATIENCE.timeout);
  const [name = '', value = ''] = cookies[agent] ?? [];
  await context.addCookies([{ name, value, url }]);
  await context.addInitScript(openEars);
  const page = await context.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(`${url}desk`);
  await registered(page);
  return {
    page,
    context,
    errors,
    close: async () => {
      await browser.close();
      tone.remove();
    },
  };
}

export const registered = (page: Page) => page.locator('.phone-pill[data-phone="registered"]').waitFor();

/** What the desk says of the agent: `ready`, `talking`, `wrap-up`… */
export const state = (page: Page, word: string) => page.locator(`.state-now[data-state="${word}"]`).waitFor();

/** What the desk says of the call: `ringing`, `talking`, `held`… */
export const stage = (page: Page, word: string) => page.locator(`.call-card[data-stage="${word}"]`).waitFor();

/** Who hears whom in a consult. */
export const scene = (page: Page, word: string) => page.locator(`.call-card[data-scene="${word}"]`).waitFor();

export const note = (page: Page) => page.getByRole('textbox', { name: 'Note' });

/** These tones arrive, sooner or later. */
export async function hears(page: Page, ...hertz: readonly number[]): Promise<void> {
  for (const tone of hertz) {
    await expect
      .poll(() => shareOf(page, tone), { ...PATIENCE, message: `${tone} Hz` })
      .toBeGreaterThan(hertz.length === 1 ? ALONE : AMONG_TWO);
  }
}

/** This tone no longer arrives. */
export async function hearsNo(page: Page, hertz: number): Promise<void> {
  await expect.poll(() => shareOf(page, hertz), { ...PATIENCE, message: `no ${hertz} Hz` }).toBeLessThan(NOT_HEARD);
}

/** Waits here until the test that plays the resident has come to the same place, and has seen to its side. */
export async function meet(place: string): Promise<void> {
  const sign = join(meetings, place);
  writeFileSync(`${sign}.new`, '');
  renameSync(`${sign}.new`, sign);
  await expect.poll(() => existsSync(sign), { ...PATIENCE, message: `the resident at ${place}` }).toBe(false);
}
