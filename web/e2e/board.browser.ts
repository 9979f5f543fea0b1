import { readdir, readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { browse, expectAccessible, figure, launch, type PageFaults, seeFigure, shoot, type Window } from './browser';
import { ScriptedServer } from './scripted-server';
import { exampleEvent } from '../src/live/example-event';

/** What a resident's phone has to load before it shows anything, packed as a server sends it. */
const LARGEST_SCRIPT_BYTES = 100_000;

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
const WALL = { viewport: { width: 1920, height: 1080 } };

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

/** Opens the board and waits for its first figures. */
function board(options: Omit<Window, 'url'>, look: (page: Page, seen: PageFaults) => Promise<void>) {
  return browse(browser, { url: server.url, ...options }, async (page, seen) => {
    await seeFigure(page, 'waiting', '3');
    await look(page, seen);
  });
}

const trust = (page: Page, word: string) =>
  page.locator(`.board[data-trust="${word}"]`).waitFor();

describe('the live board', () => {
  it('shows the figures of the stream, in words that a screen reader can walk through', async () => {
    await board(WALL, async (page) => {
      expect(await page.title()).toBe('Live board – City311');
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Live board');
      for (const name of ['Right now', 'Today', 'Agents', 'Skill groups']) {
        await page.getByRole('region', { name }).waitFor();
      }
      const shown = { talking: '5', 'agents.hold': '1', 'agents.consult': '2', in_ivr: '2', offered: '130', answered: '120', abandoned: '4', asa: '0:08' };
      for (const [name, text] of Object.entries(shown)) {
        await seeFigure(page, name, text);
      }
      await seeFigure(page, 'agents.signed_out', '3');
      const water = page.getByRole('table', { name: 'Skill groups' }).getByRole('row', { name: 'Water and sewer' });
      expect(await water.getByRole('cell').allInnerTexts()).toEqual(
        ['2', expect.stringMatching(/^0:4\d$/), '2', '41', '36', '2', '0:07'],
      );
      expect(await page.getByRole('columnheader').count()).toBe(8);
    });
  });

  it('tells of overflowed calls and callbacks once there are any', async () => {
    await board(WALL, async (page) => {
      expect(await figure(page, 'overflowed').count()).toBe(0);
      expect(await figure(page, 'called_back').count()).toBe(0);
      server.show({ overflowed: 3 });
      await seeFigure(page, 'overflowed', '3');
      expect(await figure(page, 'called_back').count()).toBe(0);
      server.show({ called_back: 12 });
      await seeFigure(page, 'called_back', '12');
      expect(await page.getByRole('region', { name: 'Today' }).getByRole('term').allInnerTexts()).toEqual([
        expect.stringContaining('Offered'),
        expect.stringContaining('Answered'),
        expect.stringContaining('Abandoned'),
        expect.stringContaining('Overflowed'),
        expect.stringContaining('Callbacks'),
        expect.stringContaining('ASA'),
      ]);
    });
  });

  it('says in a word that a skill group is closed', async () => {
    await board({}, async (page) => {
      expect(await page.getByText('Closed').count()).toBe(0);
      server.show({ groups: exampleEvent().groups.map((group) => ({ ...group, open: group.id !== 'trash' })) });
      await page.getByRole('rowheader', { name: 'Trash and recycling Closed' }).waitFor();
      expect(await page.getByText('Closed').count()).toBe(1);
      await expectAccessible(page);
    });
  });

  it('shows an expected wait where there is one, no finer than it is known', async () => {
    await board({}, async (page) => {
      const table = page.getByRole('table', { name: 'Skill groups' });
      expect(await table.getByRole('columnheader', { name: 'Expected wait' }).count()).toBe(0);
      server.show({ groups: estimated() });
      await table.getByRole('columnheader', { name: 'Expected wait' }).waitFor();
      expect(await table.locator('[data-column="estimated_wait"] .figure').allInnerTexts()).toEqual([
        'about 3\u00a0min',
        'under 1\u00a0min',
        expect.stringContaining('–'),
      ]);
      await expectAccessible(page);
    });
  });

  it('reads figures of a server that knows no expected waits', async () => {
    await board({}, async (page) => {
      const nothing = { estimated_wait_seconds: undefined, estimate_error_seconds: undefined };
      const older = exampleEvent().groups.map((group) => ({ ...group, ...nothing }));
      server.freeze();
      server.say(JSON.stringify({ ...exampleEvent(), waiting: 9, groups: older }));
      await seeFigure(page, 'waiting', '9');
    });
  });

  it('moves by itself with each event', async () => {
    await board({}, async (page) => {
      for (let waiting = 10; waiting < 20; waiting++) {
        server.show({ waiting });
        await seeFigure(page, 'waiting', String(waiting));
      }
    });
  });

  it('ticks the longest wait between two events, and shows none when nobody waits', async () => {
    await board({}, async (page) => {
      server.freeze();
      const before = await figure(page, 'longest_wait').innerText();
      await page.waitForFunction(
        (text) => document.querySelector('[data-figure="longest_wait"]')?.textContent !== text,
        before,
      );
      expect(seconds(await figure(page, 'longest_wait').innerText())).toBeGreaterThan(seconds(before));
      server.recover();
      const quiet = { waiting: 0, longest_waiting_since: null, longest_wait_seconds: 0, asa_seconds: null };
      server.show({ ...quiet, groups: exampleEvent().groups.map((group) => ({ ...group, ...quiet })) });
      await page.getByText('No one is waiting').waitFor();
      expect(await figure(page, 'longest_wait').innerText()).toContain('–');
      expect(await figure(page, 'asa').innerText()).toContain('–');
      await shoot(page, 'quiet');
    });
  });

  it('counts waits right on a computer whose clock is wrong', async () => {
    await browse(browser, { url: 'about:blank' }, async (page) => {
      await page.clock.setSystemTime(new Date('2031-06-01T00:00:00Z'));
      await page.goto(server.url);
      await seeFigure(page, 'waiting', '3');
      expect(await figure(page, 'longest_wait').innerText()).toMatch(/^0:4\d$/);
    });
  });

  it('says in words that it is stale when the stream falls silent, since when, and recovers', async () => {
    await board(WALL, async (page) => {
      server.freeze();
      await trust(page, 'stale');
      const notice = page.getByRole('status');
      expect(await notice.innerText()).toMatch(/^Not live\. These figures are from \d+:\d\d:\d\d\s[AP]M\. Trying/);
      const stopped = await figure(page, 'longest_wait').innerText();
      await expectAccessible(page);
      await shoot(page, 'stale');
      expect(await figure(page, 'longest_wait').innerText(), 'a stale wait does not tick').toBe(stopped);
      server.recover();
      await trust(page, 'live');
      expect(await notice.innerText()).toBe('');
    });
  });

  it('comes back by itself after the server was down', async () => {
    await board({}, async (page) => {
      const before = server.connections;
      server.goDown();
      await trust(page, 'stale');
      expect(server.connections - before, 'it pauses between tries').toBeLessThan(6);
      server.recover();
      await trust(page, 'live');
      await seeFigure(page, 'waiting', '3');
    });
  });

  it('says that it has no figures yet when the server is down from the start', async () => {
    server.goDown();
    await browse(browser, { url: server.url, ...PHONE }, async (page) => {
      await page.getByRole('status').getByText('No figures have come').waitFor();
      expect(await figure(page, 'waiting').innerText()).toContain('–');
      await expectAccessible(page);
      await shoot(page, 'phone-no-figures');
    });
  });

  it('keeps the last good figures over an event that it cannot read, and says so', async () => {
    await board({}, async (page) => {
      server.freeze();
      for (const data of ['{', 'null', '{"waiting":"many"}', '{"at":"2026-01-01T12:00:00Z","agents":[]}']) {
        server.say(data);
        await trust(page, 'unreadable');
        await seeFigure(page, 'waiting', '3');
      }
      expect(await page.getByRole('status').innerText()).toMatch(/cannot read/);
      await expectAccessible(page);
      await shoot(page, 'unreadable');
      server.recover();
      await trust(page, 'live');
    });
  });

  it('speaks Spanish to a browser that prefers it', async () => {
    await board({ ...WALL, locale: 'es-MX' }, async (page) => {
      expect(await page.locator('html').getAttribute('lang')).toBe('es');
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Tablero en vivo');
      await page.getByRole('rowheader', { name: 'Agua y alcantarillado' }).waitFor();
      await expectAccessible(page);
      await shoot(page, 'spanish');
    });
  });

  it('lets the keyboard reach the language switch, and remembers the choice', async () => {
    await board({}, async (page) => {
      const focused = () => page.evaluate(() => document.activeElement?.textContent);
      await page.keyboard.press('Tab');
      expect(await focused()).toBe('Skip to the content');
      await page.keyboard.press('Tab');
      await page.keyboard.press('Tab');
      expect(await focused()).toBe('Español');
      const outline = await page.evaluate(() =>
        document.activeElement === null ? '' : getComputedStyle(document.activeElement).outlineStyle,
      );
      expect(outline, 'the focus is visible').toBe('solid');
      await shoot(page, 'focus');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Tablero en vivo' }).waitFor();
      await page.reload();
      await page.getByRole('heading', { name: 'Tablero en vivo' }).waitFor();
      expect(await page.getByRole('button', { name: 'Español' }).getAttribute('aria-pressed')).toBe('true');
    });
  });

  it.each([
    ['light', { ...WALL, colorScheme: 'light' }],
    ['dark', { ...WALL, colorScheme: 'dark' }],
    ['laptop', { viewport: { width: 1366, height: 768 } }],
    ['phone', { ...PHONE }],
    ['phone-dark', { ...PHONE, colorScheme: 'dark' }],
    ['phone-spanish', { ...PHONE, locale: 'es' }],
    ['big-screen', { viewport: { width: 3840, height: 2160 }, colorScheme: 'dark' }],
    ['zoomed', { viewport: { width: 320, height: 600 } }],
  ] as const)('has nothing that axe objects to, and nothing cut off: %s', async (name, options) => {
    await board(options, async (page) => {
      await expectAccessible(page);
      await shoot(page, name);
      expect(await cutOff(page)).toEqual([]);
      const groups = estimated().map((group) => ({ ...group, open: group.id !== 'trash' }));
      server.show({ overflowed: 18, called_back: 7, groups });
      await seeFigure(page, 'called_back', '7');
      await expectAccessible(page);
      await shoot(page, `${name}-overflowing`);
      expect(await cutOff(page)).toEqual([]);
    });
  });

  it.each([
    ['wall', WALL],
    ['phone', PHONE],
  ] as const)('has room for the figures of a very bad day: %s', async (name, options) => {
    await board(options, async (page) => {
      const bad = {
        waiting: 1_284,
        longest_waiting_since: '2026-01-01T10:42:00.000Z',
        longest_wait_seconds: 4_680,
        offered: 12_345,
        answered: 10_001,
        abandoned: 1_060,
        ready_agents: 10,
        asa_seconds: 754.2,
      };
      const worse = {
        overflowed: 1_120,
        called_back: 164,
        open: false,
        estimated_wait_seconds: 6_900,
        estimate_error_seconds: 800,
      };
      const groups = exampleEvent().groups.flatMap((group) =>
        ['a', 'b'].map((letter) => ({ ...group, ...bad, id: `${group.id}-${letter}` })),
      );
      server.show({ ...bad, talking: 212, in_ivr: 148, groups });
      await seeFigure(page, 'longest_wait', '1:18:\\d\\d');
      await shoot(page, `${name}-bad-day`);
      expect(await cutOff(page)).toEqual([]);
      if (name === 'wall') {
        expect(await below(page), 'pixels below the screen').toBeLessThanOrEqual(0);
      }
      await expectAccessible(page);
      server.show({ ...worse, groups: groups.map((group) => ({ ...group, ...worse })) });
      await seeFigure(page, 'called_back', '164');
      await shoot(page, `${name}-worse-day`);
      expect(await cutOff(page)).toEqual([]);
      await expectAccessible(page);
    });
  });

  it('fits a wallboard without scrolling, with six skill groups as with three', async () => {
    await board(WALL, async (page) => {
      expect(await below(page)).toBeLessThanOrEqual(0);
      const more = exampleEvent().groups.map((group) => ({ ...group, id: `${group.id}-more` }));
      server.show({ groups: [...exampleEvent().groups, ...more] });
      await page.locator('[data-group="water-more"]').waitFor();
      expect(await below(page)).toBeLessThanOrEqual(0);
    });
  });

  it('does not move for a reader who asked for less motion', async () => {
    await board({ reducedMotion: 'reduce' }, async (page) => {
      const animation = await figure(page, 'waiting').evaluate((it) => getComputedStyle(it).animationName);
      expect(animation).toBe('none');
    });
  });
});

describe('the pages', () => {
  it('ask no other host for anything', async () => {
    await board({}, (_page, seen) => {
      expect(seen.requests.filter((url) => !url.startsWith(server.url))).toEqual([]);
      return Promise.resolve();
    });
  });

  it('are small', async () => {
    const assets = new URL('../dist/assets/', import.meta.url);
    const names = await readdir(assets);
    expect(names.filter((name) => name.endsWith('.map'))).toEqual([]);
    // What the index names is loaded at once; the public pages' part comes with the first of them.
    const index = await readFile(new URL('../index.html', assets), 'utf8');
    const first = names.filter((name) => name.endsWith('.js') && index.includes(`/assets/${name}`));
    const scripts = await Promise.all(first.map((name) => readFile(new URL(name, assets))));
    const bytes = scripts.reduce((sum, script) => sum + gzipSync(script).length, 0);
    expect(first.length).toBeLessThan(names.filter((name) => name.endsWith('.js')).length);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThan(LARGEST_SCRIPT_BYTES);
  });

  it('say so at an address that is none of theirs', async () => {
    await browse(browser, { url: `${server.url}nowhere` }, async (page) => {
      await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
      await expectAccessible(page);
      await page.getByRole('link', { name: 'Go to the live board' }).click();
      await seeFigure(page, 'waiting', '3');
    });
  });
});

/** The skill groups of the example with an expected wait each, but for the last. */
function estimated() {
  const waits = [170, 20, null];
  return exampleEvent().groups.map((group, index) => ({
    ...group,
    estimated_wait_seconds: waits[index] ?? null,
    estimate_error_seconds: waits[index] === null ? null : 25,
  }));
}

/** What does not lie within the card that it belongs to, or makes the page scroll sideways. */
function cutOff(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    for (const each of document.querySelectorAll<HTMLElement>('.board [data-figure]')) {
      const card = each.closest('.now-figures > div, .today-figures > div, section');
      if (card !== null) {
        const room = card.getBoundingClientRect().right - parseFloat(getComputedStyle(card).paddingRight);
        if (each.getBoundingClientRect().right > room + 2 || each.scrollWidth > each.clientWidth + 2) {
          found.push(`${each.dataset.figure ?? ''} ${each.innerText}`);
        }
      }
    }
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth > clientWidth ? [...found, `the page by ${scrollWidth - clientWidth} px`] : found;
  });
}

/** How many pixels of the page lie below the window. */
function below(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollHeight - window.innerHeight);
}

function seconds(text: string): number {
  return text.split(':').reduce((sum, part) => sum * 60 + Number(part), 0);
}
