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
  url,
} from './running-desks';

const HALF = 'The lamp at 5th and';

let ana: RunningDesk;

beforeAll(async () => {
  ana = await openDesk(0, ANA_HERTZ);
});

afterAll(async () => {
  await ana.close();
});

it('loses no word and tells the truth when it is loaded anew in a talk, or taken over by another tab', { timeout: 240_000 }, async () => {
  const { page, context } = ana;
  await page.keyboard.press('r');
  await state(page, 'ready');
  await meet('ready');
  await stage(page, 'ringing');
  await page.keyboard.press('a');
  await stage(page, 'talking');
  await hears(page, RESIDENT_HERTZ);
  await page.keyboard.press('n');
  await page.keyboard.type(HALF);
  await meet('talk');

  await page.reload();
  await registered(page);
  // Either the centre rings here again for the resident whom it has kept, or the page says that nobody is heard.
  const rings = page.locator('.call-card[data-stage="ringing"]');
  const away = page.getByText('Your phone is not in this call');
  await rings.or(away).first().waitFor();
  await expectAccessible(page);
  await shoot(page, 'running-desk-reloaded');
  if (await rings.isVisible()) {
    await page.keyboard.press('a');
    await hears(page, RESIDENT_HERTZ);
  }
  await stage(page, 'talking');
  await expect.poll(() => note(page).inputValue(), PATIENCE).toBe(HALF);
  await meet('reloaded');

  const second = await context.newPage();
  await second.goto(`${url}desk`);
  await second.getByText('Your desk is open in another tab').waitFor();
  await second.getByRole('button', { name: 'Use the desk here' }).click();
  await page.getByText('Another tab has taken your desk over').waitFor();
  await registered(second);
  await note(second).waitFor();
  expect(await note(second).inputValue()).toBe(HALF);
  await meet('taken-over');

  await second.keyboard.press('Shift+E');
  await state(second, 'wrap-up');
  await second.keyboard.press('n');
  await second.keyboard.type(' Main');
  await second.locator('#note-safety[data-safety="saved"]').waitFor();
  await second.keyboard.press('Escape');
  await second.keyboard.press('d');
  await state(second, 'ready');
  expect(ana.errors).toEqual([]);
});
