import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { shoot } from './browser';
import {
  ANA_HERTZ,
  BEN_HERTZ,
  hears,
  hearsNo,
  meet,
  note,
  openDesk,
  RESIDENT_HERTZ,
  type RunningDesk,
  scene,
  stage,
  state,
} from './running-desks';

/** The desk may know of a call before the phone rings. */
async function answer(page: Page): Promise<void> {
  await page.locator('[data-shortcut="a"]:not([aria-disabled])').waitFor();
  await page.keyboard.press('a');
}

const NOTE = 'Wants the lamp at 5th and Main seen to; Ben has it.';

let ana: RunningDesk;
let ben: RunningDesk;

beforeAll(async () => {
  [ana, ben] = await Promise.all([openDesk(0, ANA_HERTZ), openDesk(1, BEN_HERTZ)]);
});

afterAll(async () => {
  await Promise.all([ana.close(), ben.close()]);
});

it('takes a call from the offer to the wrap-up, with hold, consult, conference and warm transfer', { timeout: 240_000 }, async () => {
  const keys = ana.page.keyboard;
  await keys.press('r');
  await state(ana.page, 'ready');
  await meet('ready');

  await stage(ana.page, 'ringing');
  const offer = ana.page.locator('.offer');
  await offer.getByRole('heading', { name: 'Streets' }).waitFor();
  expect(await offer.locator('.call-facts').innerText()).toMatch(/3117771234[\s\S]*English[\s\S]*0:\d\d/);
  await shoot(ana.page, 'running-desk-offer');
  await answer(ana.page);
  await stage(ana.page, 'talking');
  await hears(ana.page, RESIDENT_HERTZ);
  await ana.page.getByText('Nothing is known by this number').waitFor();
  await meet('talk');

  await keys.press('h');
  await stage(ana.page, 'held');
  await hearsNo(ana.page, RESIDENT_HERTZ);
  await meet('hold');
  await keys.press('h');
  await stage(ana.page, 'talking');
  await hears(ana.page, RESIDENT_HERTZ);
  await meet('resumed');

  await ben.page.keyboard.press('r');
  await state(ben.page, 'ready');
  await keys.press('c');
  await ana.page.getByRole('dialog').waitFor();
  await ana.page.getByText('1 found').waitFor();
  await keys.type('ben');
  await keys.press('Enter');
  await stage(ben.page, 'ringing');
  await ben.page.getByRole('heading', { name: 'ana' }).waitFor();
  await answer(ben.page);
  await scene(ana.page, 'asking');
  await hears(ana.page, BEN_HERTZ);
  await hears(ben.page, ANA_HERTZ);
  await shoot(ana.page, 'running-desk-consult');
  await shoot(ben.page, 'running-desk-asked');
  await meet('asking');

  await keys.press('f');
  await scene(ana.page, 'conference');
  await hears(ana.page, BEN_HERTZ, RESIDENT_HERTZ);
  await hears(ben.page, ANA_HERTZ, RESIDENT_HERTZ);
  await shoot(ana.page, 'running-desk-conference');
  await meet('conference');

  await keys.press('w');
  await state(ana.page, 'wrap-up');
  await stage(ben.page, 'talking');
  await hears(ben.page, RESIDENT_HERTZ);
  await meet('handed-over');

  await ana.page.getByRole('checkbox', { name: 'Follow-up needed' }).check();
  await keys.press('n');
  await keys.type(NOTE);
  await keys.press('Escape');
  await ana.page.locator('#note-safety[data-safety="saved"]').waitFor();
  await shoot(ana.page, 'running-desk-wrap-up');
  await keys.press('d');
  await state(ana.page, 'ready');

  // Ben wants a break, which begins when he has wrapped up: the next call is Ana's.
  await ben.page.keyboard.press('b');
  await ben.page.getByRole('dialog').waitFor();
  await ben.page.keyboard.press('1');
  await ben.page.keyboard.press('Shift+E');
  await state(ben.page, 'wrap-up');
  await ben.page.keyboard.press('d');
  await state(ben.page, 'not-ready');
  await meet('ended');

  await stage(ana.page, 'ringing');
  await answer(ana.page);
  await stage(ana.page, 'talking');
  await hears(ana.page, RESIDENT_HERTZ);
  await ana.page.locator('.past').getByText(NOTE).waitFor();
  expect(await note(ana.page).inputValue()).toBe('');
  await shoot(ana.page, 'running-desk-known');
  await meet('known');

  await state(ana.page, 'wrap-up');
  await keys.press('d');
  await state(ana.page, 'ready');
  expect([...ana.errors, ...ben.errors]).toEqual([]);
});
