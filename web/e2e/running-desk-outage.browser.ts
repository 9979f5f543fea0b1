import { afterAll, beforeAll, expect, it } from 'vitest';
import { expectAccessible, shoot } from './browser';
import {
  ANA_HERTZ,
  hears,
  meet,
  note,
  openDesk,
  PATIENCE,
  registered,
  RESIDENT_HERTZ,
  type RunningDesk,
  stage,
  state,
} from './running-desks';

const BEFORE = 'Said while the server was there;';
const MEANWHILE = ' said while it was not.';

let ana: RunningDesk;

beforeAll(async () => {
  ana = await openDesk(0, ANA_HERTZ);
});

afterAll(async () => {
  await ana.close();
});

it('goes on with a talk whose server is killed, and comes back after a dead switch', { timeout: 300_000 }, async () => {
  const { page } = ana;
  const { keyboard } = page;
  const stale = page.getByText('The server is not heard');
  await keyboard.press('r');
  await state(page, 'ready');
  await meet('ready');
  await stage(page, 'ringing');
  await page.locator('[data-shortcut="a"]:not([aria-disabled])').waitFor();
  await keyboard.press('a');
  await stage(page, 'talking');
  await hears(page, RESIDENT_HERTZ);
  await keyboard.press('n');
  await keyboard.type(BEFORE);
  await page.locator('#note-safety[data-safety="saved"]').waitFor();
  await meet('talk');

  await stale.waitFor();
  await page.getByText('The phone has lost the server').waitFor();
  await hears(page, RESIDENT_HERTZ);
  await keyboard.type(MEANWHILE);
  await expectAccessible(page);
  await shoot(page, 'running-desk-server-away');
  await meet('server-away');

  await registered(page);
  await stale.waitFor({ state: 'detached' });
  await stage(page, 'talking');
  await hears(page, RESIDENT_HERTZ);
  await page.locator('#note-safety[data-safety="saved"]').waitFor();
  expect(await note(page).inputValue()).toBe(BEFORE + MEANWHILE);
  await meet('server-back');

  // The agent's own end reaches the switch by the new way.
  await keyboard.press('Escape');
  await keyboard.press('Shift+E');
  await state(page, 'wrap-up');
  await keyboard.press('d');
  await state(page, 'ready');
  await meet('ended');

  await stage(page, 'ringing');
  await page.locator('[data-shortcut="a"]:not([aria-disabled])').waitFor();
  await keyboard.press('a');
  await stage(page, 'talking');
  await hears(page, RESIDENT_HERTZ);
  await meet('second-talk');

  // The switch is killed, and all its calls with it; then it is back.
  await page.locator('.call-card[data-stage="talking"]').waitFor({ state: 'detached' });
  await meet('switch-back');
  await registered(page);
  if (await page.locator('.state-now[data-state="wrap-up"]').isVisible()) {
    await keyboard.press('d');
  }
  await state(page, 'ready');
  await meet('ready-again');
  await stage(page, 'ringing');
  await page.locator('[data-shortcut="a"]:not([aria-disabled])').waitFor();
  await keyboard.press('a');
  await stage(page, 'talking');
  await expect.poll(() => note(page).inputValue(), PATIENCE).toBe('');
  await hears(page, RESIDENT_HERTZ);
  await meet('third-talk');
  await keyboard.press('Shift+E');
  await state(page, 'wrap-up');
  expect(ana.errors).toEqual([]);
});
