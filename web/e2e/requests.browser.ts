import { readFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { browse, expectAccessible, launch, PATIENCE_MS, type PageFaults, shoot, type Window } from './browser';
import { ScriptedServer } from './scripted-server';
import { exampleMiddle, exampleRequest } from '../src/requests/example';

/** All that the first of the public pages loads, packed as a server sends it. */
const LARGEST_SCRIPT_BYTES = 120_000;

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };

/** Each page: its name, its path, and what of it comes last. */
const PAGES = [
  ['start', '', '.department summary'],
  ['report', '/new?type=pothole', '.map-ground'],
  ['find', '/track', '#number'],
  ['track', '/10000004', '.place-card .map-picture'],
  ['standards', '/standards', 'summary'],
  ['poster', '/poster', '.sheet tbody tr'],
  ['data', '/open-data', 'input[type=date]'],
] as const;

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

type Look = (page: Page, seen: PageFaults) => Promise<void>;

/** Opens a page under `/requests` and waits for its first heading. */
function open(path: string, options: Omit<Window, 'url'>, look: Look) {
  return browse(browser, { url: `${server.url}requests${path}`, ...options }, async (page, seen) => {
    await page.getByRole('heading', { level: 1 }).waitFor();
    await look(page, seen);
  });
}

const report = (look: Look, options: Omit<Window, 'url'> = {}) => open('/new?type=pothole', options, look);

const suggestion = (page: Page, name: RegExp) =>
  page.getByRole('list', { name: /What you may mean|Lo que puede/ }).getByRole('link', { name });

/** What has the focus: its id, or else its words. */
const focused = (page: Page) =>
  page.evaluate(() => {
    const it = document.activeElement;
    return it === null ? '' : it.id || it.textContent;
  });

/** The map's pin in pixels from its window's corner; null when there is none. */
const pin = async (page: Page) => {
  const map = await page.locator('.map').boundingBox();
  const box = (await page.locator('.map-pin').count()) === 0 ? null : await page.locator('.map-pin path').boundingBox();
  return map === null || box === null
    ? null
    : { x: box.x + box.width / 2 - map.x, y: box.y + box.height - map.y, map };
};

const place = async (page: Page) => {
  await page.locator('.map-ground').scrollIntoViewIfNeeded();
  const map = await page.locator('.map').boundingBox();
  await page.mouse.click((map?.x ?? 0) + (map?.width ?? 0) * 0.55, (map?.y ?? 0) + (map?.height ?? 0) * 0.5);
  await page.locator('.map-pin').waitFor();
};

const sentReports = () => [...server.requests.reports.values()];

describe('the start', () => {
  it('suggests what may be meant while the resident writes, and goes on to the report with the words', async () => {
    await open('', {}, async (page) => {
      await page.getByLabel('Say it in your own words').fill('big hole in the road');
      await suggestion(page, /^Pothole Streets and Sidewalks within 48 hours$/).waitFor();
      expect(await page.getByRole('status').innerText()).toBe('3 suggestions. Press Enter to go to the first.');
      await shoot(page, 'requests-start-said');
      await expectAccessible(page);
      await suggestion(page, /^Pothole Streets/).click();
      await page.getByRole('heading', { level: 1, name: 'Pothole' }).waitFor();
      expect(await page.getByLabel('In your own words').inputValue()).toBe('big hole in the road');
    });
  });

  it('says so when it finds nothing, and offers the departments', async () => {
    await open('', {}, async (page) => {
      await page.getByLabel('Say it in your own words').fill('nothing');
      await page.getByText('We found nothing by these words').waitFor();
      await expectAccessible(page);
      await page.getByText('Public Health').click();
      expect(await page.getByRole('link', { name: /Rats within 5 working days/ }).getAttribute('href')).toBe(
        '/requests/new?type=rats',
      );
      await expectAccessible(page);
    });
  });

  it('keeps what was suggested while the server is busy, says so, and tries again', async () => {
    await open('', {}, async (page) => {
      server.requests.trouble('/api/public/types/find', { status: 429, retryAfter: 7 });
      await page.getByLabel('Say it in your own words').fill('hole');
      await page.getByRole('alert').getByText('try again in 7 seconds').waitFor();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Try again' }).click();
      await suggestion(page, /^Pothole Streets/).waitFor();
      expect(await page.getByRole('alert').count()).toBe(0);
    });
  });
});

describe('a report', () => {
  it('is made from the first word to its number by keyboard alone', async () => {
    await open('', {}, async (page) => {
      const press = async (key: string, times = 1) => {
        for (let time = 0; time < times; time += 1) {
          await page.keyboard.press(key);
        }
      };
      const tabTo = async (what: RegExp) => {
        for (let tries = 0; tries < 60; tries += 1) {
          await press('Tab');
          const label = await page.evaluate(() => {
            const it = document.activeElement as HTMLInputElement | null;
            return it === null
              ? ''
              : [it.getAttribute('aria-label'), ...Array.from(it.labels ?? [], (l) => l.textContent), it.textContent].join(' ');
          });
          if (what.test(label)) {
            const outline = await page.evaluate(() =>
              document.activeElement === null ? '' : getComputedStyle(document.activeElement).outlineStyle,
            );
            expect(outline, `the focus on ${label} is visible`).not.toBe('none');
            return;
          }
        }
        throw new Error(`the keyboard does not reach ${what.source}`);
      };
      await tabTo(/Say it in your own words/);
      await page.keyboard.type('big hole');
      await suggestion(page, /^Pothole Streets/).waitFor();
      await press('Enter');
      expect(await focused(page)).toContain('Pothole');
      await press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Pothole' }).waitFor();

      await page.locator('.map-ground').waitFor();
      await tabTo(/Map of the city/);
      await press('ArrowUp');
      await press('+', 4);
      const before = await pin(page);
      await press('ArrowRight', 3);
      const after = await pin(page);
      expect((after?.x ?? 0) - (before?.x ?? 0)).toBeGreaterThan(25);
      await page.getByRole('status').getByText(/^The pin is in (Orchard Park|Union Square|Foundry|Bay View|Elm Heights|Riverside|Mill Hill|Canal Side), at 39\.\d+, -76\.\d+\.$/).waitFor();
      await page.getByRole('status').getByText('2 reports near the pin may be the same').waitFor();

      await tabTo(/How big is it|Like a dinner plate/);
      await press('ArrowDown', 2);
      await tabTo(/How many steps across/);
      await page.keyboard.type('3');
      await tabTo(/A bike lane/);
      await press('Space');
      await tabTo(/E-mail/);
      await page.keyboard.type('ana@example.org');
      await tabTo(/Send the report/);
      await press('Enter');

      await page.getByRole('heading', { name: 'Thank you' }).waitFor();
      expect(await focused(page)).toContain('Thank you');
      await page.getByText('100 00020').waitFor();
      await page.getByText(/We promise to take care of it by \w+day, /).waitFor();
      await expectAccessible(page);
      expect(sentReports()).toEqual([
        {
          type: 'pothole',
          language: 'en',
          words: 'big hole',
          answers: { size: ['larger'], 'how-many': ['3'], blocks: ['bike'] },
          latitude: expect.closeTo(exampleMiddle.latitude, 1) as number,
          longitude: expect.closeTo(exampleMiddle.longitude, 1) as number,
          address: '',
          asset: '',
          contact: { name: '', email: 'ana@example.org', phone: '' },
          attachments: [],
          key: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
        },
      ]);
    });
  });

  it('names everything that is missing at once, takes the focus there, and leads to each field', async () => {
    await report(async (page) => {
      await page.getByLabel('E-mail').fill('ana at example');
      await page.getByRole('button', { name: 'Send the report' }).click();
      const summary = page.getByRole('group', { name: '3 things are missing or wrong' });
      await summary.waitFor();
      expect(await page.evaluate(() => document.activeElement?.getAttribute('aria-labelledby'))).toBe('mistakes');
      await expectAccessible(page);
      await shoot(page, 'requests-mistakes');
      await summary.getByRole('link', { name: /E-mail address|e-mail address/ }).click();
      expect(await focused(page)).toBe('contact-email');
      expect(await page.getByLabel('E-mail').getAttribute('aria-invalid')).toBe('true');
      await summary.getByRole('link', { name: 'Please answer this question.' }).click();
      expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).name)).toBe('answers-size');
      expect(sentReports()).toEqual([]);
    });
  });

  it('asks a question with a condition only where it holds, and sends no answer to what is not asked', async () => {
    await report(async (page) => {
      await page.getByLabel('Larger than that').check();
      await page.getByLabel('How many steps across?').fill('12');
      await page.getByLabel('Like a dinner plate').check();
      expect(await page.getByLabel('How many steps across?').count()).toBe(0);
      await page.getByLabel(/Address or corner/).fill('400 Main St');
      await page.getByRole('button', { name: 'Send the report' }).click();
      await page.getByText('100 00020').waitFor();
      expect(sentReports()).toEqual([
        expect.objectContaining({ answers: { size: ['plate'] }, address: '400 Main St', words: '' }),
      ]);
      expect(sentReports()[0]).not.toHaveProperty('contact');
      expect(sentReports()[0]).not.toHaveProperty('latitude');
    });
  });

  it('shows what the server objects to at its field', async () => {
    await report(async (page) => {
      await page.getByLabel('Like a dinner plate').check();
      await page.getByLabel(/Address or corner/).fill('400 Main St');
      server.requests.trouble('/api/public/requests', {
        status: 400,
        body: { errors: [{ field: 'answers.spot', text: 'one answer is allowed' }, { field: 'elsewhere', text: 'is not known' }] },
      });
      await page.getByRole('button', { name: 'Send the report' }).click();
      await page.getByRole('group', { name: '2 things are missing or wrong' }).getByText('is not known').waitFor();
      expect(await page.getByLabel('Where exactly is it?').getAttribute('aria-describedby')).toContain('mistake');
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Send the report' }).click();
      await page.getByText('100 00020').waitFor();
    });
  });

  it('is taken once when the answer was lost, and nothing has to be written again', async () => {
    await report(async (page) => {
      await page.getByLabel('Like a dinner plate').check();
      await page.getByLabel(/Address or corner/).fill('400 Main St');
      server.requests.trouble('/api/public/requests', 'lost-answer');
      server.requests.trouble('/api/public/requests', { status: 503, retryAfter: 5 });
      await page.getByRole('button', { name: 'Send the report' }).click();
      await page.getByRole('alert').getByText('can’t be reached at the moment').waitFor();
      await expectAccessible(page);
      await page.reload();
      expect(await page.getByLabel('Like a dinner plate').isChecked()).toBe(true);
      await page.getByRole('button', { name: 'Send the report' }).click();
      await page.getByRole('alert').getByText('try again in 5 seconds').waitFor();
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByText('100 00020').waitFor();
      expect(server.requests.sent).toHaveLength(3);
      expect(sentReports()).toHaveLength(1);
    });
  });

  it('shows its number again after a reload, and begins anew on the next visit', async () => {
    await report(async (page) => {
      await page.getByLabel('Like a dinner plate').check();
      await page.getByLabel(/Address or corner/).fill('400 Main St');
      await page.getByRole('button', { name: 'Send the report' }).click();
      await page.getByText('100 00020').waitFor();
      await page.reload();
      await page.getByText('100 00020').waitFor();
      await page.getByRole('link', { name: 'Report something else' }).click();
      await page.getByText('Streets and Sidewalks').click();
      await page.getByRole('link', { name: /^Pothole within/ }).click();
      await page.getByRole('heading', { level: 1, name: 'Pothole' }).waitFor();
      expect(await page.getByLabel(/Address or corner/).inputValue()).toBe('');
    });
  });

  it('survives a reload as far as it was written, the pin as well', async () => {
    await report(async (page) => {
      await place(page);
      await page.getByLabel('In your own words').fill('by the bus stop');
      await page.getByLabel('Larger than that').check();
      await page.getByLabel('How many steps across?').fill('4');
      const said = await page.getByText(/^The pin is in/).innerText();
      await page.reload();
      await page.locator('.map-pin').waitFor();
      expect(await page.getByText(/^The pin is in/).innerText()).toBe(said);
      expect(await page.getByLabel('In your own words').inputValue()).toBe('by the bus stop');
      expect(await page.getByLabel('How many steps across?').inputValue()).toBe('4');
    });
  });

  it('shows what was reported near, and joins it in place of a second report', async () => {
    await report(async (page) => {
      await place(page);
      const near = page.getByRole('region', { name: 'Is it one of these?' });
      await near.getByText('cars swerve around it').waitFor();
      expect(await near.getByText(/8 m away · reported .+ · In progress · promised by .+ · 4 residents follow it/).count()).toBe(1);
      expect(await page.locator('.map-mark').count()).toBe(1);
      await near.getByRole('button', { name: 'Me too' }).first().click();
      await expectAccessible(page);
      await near.getByRole('button', { name: 'Follow this request' }).click();
      expect(await focused(page)).toBe('follow-10000004-email');
      await near.getByLabel('E-mail').fill('ana@example.org');
      await shoot(page, 'requests-near');
      await near.getByRole('button', { name: 'Follow this request' }).click();
      await near.getByText('Done: you follow this request').waitFor();
      expect(server.requests.sent.map(({ path, body }) => [path, JSON.parse(body.toString()) as unknown])).toEqual([
        ['/api/public/requests/10000004/follow', { email: 'ana@example.org', phone: '', language: 'en' }],
      ]);
      await expectAccessible(page);
    });
  });

  it('sends a photo small and made anew, shows it, and takes it away again', async () => {
    await report(async (page) => {
      const photo = await page.evaluate(async () => {
        const canvas = document.createElement('canvas');
        [canvas.width, canvas.height] = [4_000, 3_000];
        const pen = canvas.getContext('2d');
        if (pen !== null) {
          pen.fillStyle = '#536878';
          pen.fillRect(0, 0, 4_000, 3_000);
        }
        const blob = await new Promise<Blob | null>((resolve) => {
          canvas.toBlob(resolve, 'image/png');
        });
        return Array.from(new Uint8Array((await blob?.arrayBuffer()) ?? new ArrayBuffer(0)));
      });
      const file = { name: 'hole.png', mimeType: 'image/png', buffer: Buffer.from(photo) };
      server.requests.trouble('/api/public/attachments', { status: 503, retryAfter: 3 });
      await page.getByLabel('Choose a photo').setInputFiles(file);
      await page.getByRole('alert').getByText('hole.png was not sent.').waitFor();
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByRole('status').getByText('Added: hole.png').waitFor();
      expect(await page.locator('canvas.thumbnail').count()).toBe(1);
      await expectAccessible(page);
      const sent = server.requests.sent.at(-1);
      expect(sent?.type).toBe('image/jpeg');
      const size = await page.evaluate(async (bytes) => {
        const picture = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
        return [picture.width, picture.height];
      }, Array.from(sent?.body ?? []));
      expect(size).toEqual([2_048, 1_536]);
      await page.getByLabel('Add another photo').setInputFiles({ name: 'no.txt', mimeType: 'text/plain', buffer: Buffer.from('no') });
      await page.getByRole('alert').getByText('no.txt can’t be read as a photo').waitFor();
      await page.getByRole('button', { name: 'Remove hole.png' }).click();
      await page.getByRole('status').getByText('Removed: hole.png').waitFor();
      expect(await focused(page)).toBe('attachments');
    });
  });

  it('speaks the other language in the middle of it, and loses nothing', async () => {
    await report(async (page) => {
      await page.getByLabel('Like a dinner plate').check();
      await page.getByLabel('In your own words').fill('by the bus stop');
      await page.getByRole('button', { name: 'Español' }).click();
      await page.getByRole('heading', { level: 1, name: 'Bache en la calle' }).waitFor();
      expect(await page.getByLabel('Como un plato').isChecked()).toBe(true);
      expect(await page.getByLabel('Con sus propias palabras').inputValue()).toBe('by the bus stop');
    });
  });

  it('says so for a type that nobody can report', async () => {
    await open('/new?type=ufo', {}, async (page) => {
      await page.getByRole('heading', { name: 'Nobody can report this here' }).waitFor();
      await expectAccessible(page);
    });
  });
});

describe('the map', () => {
  it('puts the pin where it is clicked, comes closer from afar, and stays when dragged', async () => {
    await report(async (page) => {
      await place(page);
      const first = await pin(page);
      expect(first?.x, 'in the middle after coming closer').toBeCloseTo((first?.map.width ?? 0) / 2, -1);
      const map = first?.map ?? { x: 0, y: 0, width: 0, height: 0 };
      const words = () => page.getByText(/^The pin is in/).innerText();
      const saidFirst = await words();
      await page.mouse.click(map.x + map.width * 0.6, map.y + map.height * 0.4);
      const second = await pin(page);
      expect(second?.x).toBeCloseTo(map.width * 0.6, -1);
      expect(second?.y).toBeCloseTo(map.height * 0.4, -1);
      // The words follow the pin.
      await expect.poll(words, { timeout: PATIENCE_MS }).not.toBe(saidFirst);
      const said = await words();
      await page.mouse.move(map.x + 200, map.y + 200);
      await page.mouse.down();
      await page.mouse.move(map.x + 300, map.y + 230, { steps: 5 });
      await page.mouse.up();
      const dragged = await pin(page);
      expect((dragged?.x ?? 0) - (second?.x ?? 0)).toBeCloseTo(100, -1);
      expect(await words()).toBe(said);
    });
  });

  it('brings a place near its edge to the middle, so that nobody has to drag', async () => {
    await report(async (page) => {
      await place(page);
      await page.getByRole('button', { name: 'Closer' }).click();
      const map = (await pin(page))?.map ?? { x: 0, y: 0, width: 0, height: 0 };
      await page.mouse.click(map.x + 12, map.y + map.height * 0.5);
      expect((await pin(page))?.x).toBeCloseTo(map.width / 2, -1);
    });
  });

  it('uses the position that the browser tells', async () => {
    await report(
      async (page) => {
        await page.locator('.map-ground').waitFor();
        await page.getByRole('button', { name: 'Use my position' }).click();
        await page.getByText(`at ${exampleMiddle.latitude.toFixed(5)}, ${exampleMiddle.longitude.toFixed(5)}`).waitFor();
      },
      { permissions: ['geolocation'], geolocation: exampleMiddle },
    );
  });

  it('says so when the browser tells no position, or one outside of the city', async () => {
    await report(async (page) => {
      await page.getByRole('button', { name: 'Use my position' }).click();
      await page.getByRole('alert').getByText('may not tell your position').waitFor();
    });
    await report(
      async (page) => {
        await page.locator('.map-ground').waitFor();
        await page.getByRole('button', { name: 'Use my position' }).click();
        await page.getByRole('alert').getByText('outside the city').waitFor();
        await expectAccessible(page);
      },
      { permissions: ['geolocation'], geolocation: { latitude: 10, longitude: 10 } },
    );
  });

  it('is not needed: the neighborhood from the list is enough', async () => {
    await report(async (page) => {
      await page.getByLabel('Neighborhood').selectOption('Seven Oaks');
      await page.getByLabel('Like a dinner plate').check();
      await page.getByRole('button', { name: 'Send the report' }).click();
      await page.getByText('100 00020').waitFor();
      expect(sentReports()).toEqual([expect.objectContaining({ address: 'Seven Oaks' })]);
    });
  });

  it('is not there in a city without areas, nor while they can’t be had, and the report goes on', async () => {
    server.requests.areas = { type: 'FeatureCollection', features: [] };
    await report(async (page) => {
      await page.getByLabel(/Address or corner/).waitFor();
      expect(await page.locator('.map').count()).toBe(0);
      await expectAccessible(page);
    });
    server.requests.areas = { type: 'FeatureCollection', features: [{ geometry: {} }] };
    await report(async (page) => {
      await page.getByRole('alert').getByText('can’t be read').waitFor();
      await page.getByLabel(/Address or corner/).fill('400 Main St');
      expect(await page.locator('.map').count()).toBe(0);
    });
  });
});

describe('a request', () => {
  it('shows how it stands, the first promise beside the one now, and what happened', async () => {
    await open('/track', {}, async (page) => {
      await page.getByLabel('Number of the request').fill('100 00005');
      await page.getByRole('button', { name: 'Look it up' }).click();
      await page.getByRole('alert').getByText('one digit is wrong').waitFor();
      expect(await focused(page)).toBe('number');
      await expectAccessible(page);
      await page.getByLabel('Number of the request').fill('100-00004');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: 'Pothole' }).waitFor();
      await expect.poll(() => page.title()).toBe('Request 100 00004 – Harbor City');
      await page.getByText(/^3[12] hours left of the promised time$/).waitFor();
      expect(await page.getByRole('term').allInnerTexts()).toEqual(['Reported', 'Promised by', 'First promised by']);
      const lines = page.getByRole('region', { name: 'What happened' }).getByRole('listitem');
      expect(await lines.count()).toBe(5);
      expect(await lines.first().innerText()).toMatch(/The city writes\s+The crew is on its way/);
      expect(await lines.nth(1).innerText()).toMatch(/Work has begun\s+The promise moved from .+ to .+\./);
      expect(await page.getByRole('img', { name: 'Photo 1 of what was reported' }).count()).toBe(1);
      await expectAccessible(page);
    });
  });

  it.each([
    ['kept', { state: 'closed', late: false }, 'Promise kept'],
    ['broken', { state: 'closed', late: true, due: at(-8) }, 'Promise not kept: 5 hours late'],
    ['late', { late: true, due: at(-3) }, '3 hours over the promised time'],
    ['merged', { state: 'merged', merged_into: { number: '10000012', spoken: '100 00012' } }, 'Joined with another'],
    ['hidden', { area: null, address: undefined, latitude: undefined, longitude: undefined, words: undefined, photos: [], history: [] }, 'is not public'],
  ] as const)('says in words how its promise ended or stands: %s', async (name, change, words) => {
    const request = exampleRequest('en');
    const closed = 'late' in change && 'state' in change ? [{ at: at(-3 + 0.01), what: 'closed', state: 'closed', outcome: 'done' }] : [];
    server.requests.request = { ...request, history: [...request.history, ...closed], ...change } as typeof request;
    await open('/10000004', {}, async (page) => {
      await page.getByText(words).first().waitFor();
      await expectAccessible(page);
      await shoot(page, `requests-track-${name}`);
    });
  });

  it('says so for a number that no request has, and for a mistyped one without asking', async () => {
    await open('/10000012', {}, async (page) => {
      await page.getByRole('heading', { name: 'We know no such request' }).waitFor();
      await page.getByText('No request has this number').waitFor();
      await expectAccessible(page);
    });
    await open('/10000013', {}, async (page, seen) => {
      await page.getByText('one digit is wrong').waitFor();
      expect(seen.requests.filter((url) => url.includes('/api/public/requests/'))).toEqual([]);
    });
  });

  it('keeps to its words when the server is away or says what it can’t read', async () => {
    server.requests.trouble('/api/public/requests/', { status: 503, retryAfter: 9 });
    server.requests.trouble('/api/public/requests/', { status: 200, body: { number: 1 } });
    await open('/10000004', {}, async (page) => {
      await page.getByRole('alert').getByText('try again in 9 seconds').waitFor();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByRole('alert').getByText('can’t be read').waitFor();
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.getByRole('heading', { level: 1, name: 'Pothole' }).waitFor();
    });
  });

  it('shows what others wrote as words only', async () => {
    const request = exampleRequest('en');
    server.requests.request = { ...request, words: '<img src=x onerror="throw 1"><script>throw 1</script>' };
    await open('/10000004', {}, async (page) => {
      await page.getByText('<img src=x').waitFor();
      expect(await page.locator('.own-words *').count()).toBe(0);
    });
  });
});

describe('the standards', () => {
  it('stand beside how they are kept, for the last 30 and 90 days', async () => {
    await open('/standards', {}, async (page) => {
      const overall = page.getByRole('region', { name: 'Kept on time' });
      const share = overall.locator('.standards-hero-share');
      expect(await share.innerText()).toMatch(/^\d\d%$/);
      const before = await overall.getByRole('definition').first().innerText();
      await overall.getByLabel('Last 90 days').check();
      await page.waitForFunction(
        (was) => document.querySelector('.standards-hero dd')?.textContent !== was,
        before,
      );
      await page.getByText('Street Lighting').click();
      const table = page.getByRole('table', { name: 'Street Lighting' });
      await table.waitFor();
      expect(await table.getByRole('row').count()).toBe(3);
      expect(await table.getByRole('row', { name: /Street light out/ }).getByRole('cell').first().innerText()).toBe('5 days');
      await expectAccessible(page);
      await page.getByLabel('Find a promise').fill('ratas');
      await page.getByRole('status').getByText('0 found').waitFor();
      await page.getByLabel('Find a promise').fill('RÁTS');
      await page.getByRole('rowheader', { name: 'Rats' }).waitFor();
      await expectAccessible(page);
    });
  });

  it('make a poster that is one printed page', async () => {
    await open('/poster', {}, async (page) => {
      await page.getByRole('heading', { name: 'Our promise to you' }).waitFor();
      await shoot(page, 'requests-poster');
      await page.emulateMedia({ media: 'print' });
      expect(await page.getByRole('button', { name: 'Print' }).isVisible()).toBe(false);
      for (const format of ['Letter', 'A4']) {
        const pdf = (await page.pdf({ format })).toString('latin1');
        expect(pdf.match(/\/Type\s*\/Page\b(?!s)/g), format).toHaveLength(1);
      }
    });
  });
});

describe('the public pages', () => {
  it.each([
    ['light', { colorScheme: 'light' }],
    ['phone-dark-spanish', { ...PHONE, colorScheme: 'dark', locale: 'es-MX' }],
    ['zoomed', { viewport: { width: 320, height: 640 }, locale: 'es' }],
  ] as const)('have nothing that axe objects to, nothing cut off, and ask no other host: %s', async (look, options) => {
    await open('', options, async (page, seen) => {
      for (const [name, path, last] of PAGES) {
        await page.goto(`${server.url}requests${path}`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await page.locator(last).first().waitFor();
        await settled(page);
        if (name === 'report') {
          await place(page);
          await page.locator('.near').waitFor();
        }
        if (name === 'standards') {
          await page.locator('summary').nth(2).click();
        }
        await expectAccessible(page);
        await shoot(page, `requests-${name}-${look}`);
        expect(await tooWide(page), name).toEqual([]);
      }
      expect(seen.requests.filter((url) => !url.startsWith(server.url))).toEqual([]);
    });
  });

  it('load little for their first page', async () => {
    await open('', {}, async (_page, seen) => {
      const scripts = seen.requests.filter((url) => url.endsWith('.js'));
      const sizes = await Promise.all(
        scripts.map(async (url) =>
          gzipSync(await readFile(new URL(`../dist${new URL(url).pathname}`, import.meta.url))).length,
        ),
      );
      expect(sizes.length).toBeGreaterThan(1);
      expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(LARGEST_SCRIPT_BYTES);
    });
  });

  it('say so at an address that is none of theirs', async () => {
    await open('/nowhere', {}, async (page) => {
      await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
    });
  });
});

/** Waits until the page has its city, its letters and its pictures, and says nowhere that something is being loaded. */
async function settled(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Harbor City' }).waitFor();
  await page.waitForFunction(
    () =>
      document.fonts.status === 'loaded' &&
      Array.from(document.images).every((each) => each.complete) &&
      !document.body.innerText.includes('…\n'),
  );
}

/** What makes the page scroll sideways. */
function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    document.documentElement.scrollWidth <= document.documentElement.clientWidth
      ? []
      : Array.from(document.querySelectorAll<HTMLElement>('.site *'))
          .filter((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
          .map((each) => each.outerHTML.slice(0, 120)),
  );
}

/** An instant so many hours from now. */
function at(hours: number): string {
  return new Date(Date.now() + hours * 3_600_000).toISOString();
}
