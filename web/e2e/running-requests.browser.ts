import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { browse, expectAccessible, launch, shoot } from './browser';

/** A place in the city whose server runs: `latitude,longitude`. */
const [latitude = 0, longitude = 0] = (process.env.PLACE_IN_CITY ?? '').split(',').map(Number);

const site = new URL('requests', process.env.BOARD_URL ?? 'http://localhost/').href;
const here = { permissions: ['geolocation'], geolocation: { latitude, longitude } };

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});

afterAll(async () => {
  await browser.close();
});

/** Says what is wrong and where, up to the duplicates and the questions. */
async function begin(page: Page) {
  page.setDefaultTimeout(30_000);
  await page.getByLabel('Say it in your own words').fill('big hole in the road');
  await page
    .getByRole('list', { name: /What you may mean/ })
    .getByRole('link', { name: /^Pothole Streets/ })
    .click();
  await page.getByRole('heading', { level: 1, name: 'Pothole' }).waitFor();
  await page.locator('.map-ground').waitFor();
  await page.getByRole('button', { name: 'Use my position' }).click();
  await page.getByText(`at ${latitude.toFixed(5)}, ${longitude.toFixed(5)}`).waitFor();
}

it.runIf(latitude !== 0)('takes a report, shows it to the next resident on the map, and lets both follow it', async () => {
  let number = '';
  await browse(browser, { url: site, ...here }, async (page) => {
    await begin(page);
    expect(await page.getByLabel('In your own words').inputValue()).toBe('big hole in the road');
    await page.getByLabel('Larger than that').check();
    await page.getByLabel('E-mail').fill('ana@example.org');
    await page.getByRole('button', { name: 'Send the report' }).click();
    await page.getByRole('heading', { name: 'Thank you' }).waitFor();
    await page.getByText(/We promise to take care of it by \w+day, /).waitFor();
    number = /\b\d{3} \d{3,}\d{2}\b/.exec(await page.locator('main').innerText())?.[0] ?? '';
    expect(number).not.toBe('');
    await expectAccessible(page);
    await shoot(page, 'running-requests-taken');
  });
  await browse(browser, { url: site, ...here }, async (page) => {
    await begin(page);
    const near = page.getByRole('region', { name: 'Is it one of these?' });
    await near.getByText('big hole in the road').waitFor();
    expect(await page.locator('.map-mark').count()).toBe(1);
    await near.getByRole('button', { name: 'Me too' }).click();
    await near.getByLabel('E-mail').fill('ben@example.org');
    await near.getByRole('button', { name: 'Follow this request' }).click();
    await near.getByText('Done: you follow this request').waitFor();
    await expectAccessible(page);
    await shoot(page, 'running-requests-near');
  });
  await browse(browser, { url: `${site}/${number.replaceAll(' ', '')}` }, async (page) => {
    await page.getByRole('heading', { level: 1, name: 'Pothole' }).waitFor();
    await page.getByText('big hole in the road').waitFor();
    await page.locator('.place-card .map-picture').waitFor();
    expect(await page.getByText('ana@example.org').count()).toBe(0);
    await expectAccessible(page);
    await shoot(page, 'running-requests-track');
  });
}, 120_000);
