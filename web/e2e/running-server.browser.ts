import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { browse, expectAccessible, figure, launch, shoot } from './browser';

const url = process.env.BOARD_URL ?? '';
const changesWithin = Number(process.env.WAITING_CHANGES_WITHIN ?? 0) * 1_000;

let browser: Browser;

beforeAll(async () => {
  browser = await launch();
});

afterAll(async () => {
  await browser.close();
});

const live = (page: Page) => page.locator('.board[data-trust="live"]').waitFor({ timeout: 15_000 });

it('shows live figures of the running server', async () => {
  await browse(browser, { url }, async (page, seen) => {
    await live(page);
    for (const name of ['waiting', 'talking', 'in_ivr', 'offered', 'answered', 'abandoned', 'agents.ready']) {
      expect(await figure(page, name).innerText(), name).toMatch(/^[\d.,\s]+$/);
    }
    const origin = new URL(url).origin;
    expect(seen.requests.filter((request) => new URL(request).origin !== origin)).toEqual([]);
    await shoot(page, 'running');
  });
});

it('stays live for longer than the time after which figures are stale', async () => {
  await browse(browser, { url }, async (page) => {
    await live(page);
    const first = await figure(page, 'at').innerText();
    const stale = page.locator('.board:not([data-trust="live"])').waitFor({ timeout: 5_000 });
    await expect(stale, 'it was shown as stale').rejects.toThrow('Timeout');
    expect(await figure(page, 'at').innerText()).not.toBe(first);
  });
});

it.each(['light', 'dark'] as const)('has nothing that axe objects to: %s', async (colorScheme) => {
  await browse(browser, { url, colorScheme }, async (page) => {
    await live(page);
    await expectAccessible(page);
  });
});

it.runIf(changesWithin > 0)(
  'shows the waiting figure change as calls come and go',
  async () => {
    await browse(browser, { url }, async (page) => {
      await live(page);
      const before = await figure(page, 'waiting').innerText();
      await page.waitForFunction(
        (text) => document.querySelector('[data-figure="waiting"]')?.textContent !== text,
        before,
        { timeout: changesWithin },
      );
      await shoot(page, 'running-changed');
    });
  },
  changesWithin + 30_000,
);
