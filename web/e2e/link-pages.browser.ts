import { readdirSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browse, expectAccessible, launch, shoot } from './browser';

/**
 * The pages behind the links in letters, which the server writes without a script. A test there holds
 * these files against what it sends.
 */
const folder = fileURLToPath(new URL('../../service-requests/src/test/resources/link-pages', import.meta.url));
const pages = readdirSync(folder).filter((name) => name.endsWith('.html'));

let browser: Browser;
let server: Server;

beforeAll(async () => {
  browser = await launch();
  server = createServer((request, response) => {
    const name = decodeURIComponent(request.url ?? '').slice(1);
    const known = [...pages, 'style.css'].includes(name);
    response.writeHead(known ? 200 : 404, { 'content-type': name.endsWith('.css') ? 'text/css' : 'text/html; charset=utf-8' });
    response.end(known ? readFileSync(join(folder, name)) : '');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});

afterAll(async () => {
  await browser.close();
  await new Promise((done) => server.close(done));
});

const address = (name: string) => `http://127.0.0.1:${(server.address() as AddressInfo).port}/${name}`;

describe('the pages behind the links in letters', () => {
  it('are all here', () => {
    expect(pages).toHaveLength(17);
  });

  it.each(pages)('have nothing that axe objects to, and fit a phone: %s', async (name) => {
    await browse(browser, { url: address(name), viewport: { width: 320, height: 640 } }, async (page) => {
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
      await expectAccessible(page);
      await shoot(page, `link-${name.replace('.html', '')}`);
    });
  });

  it('are worked by keyboard, with the focus in sight', async () => {
    await browse(browser, { url: address('question.en.html') }, async (page) => {
      const seen: string[] = [];
      for (let button = 0; button < 5; button += 1) {
        await page.keyboard.press('Tab');
        seen.push(await page.evaluate(() => document.activeElement?.textContent ?? ''));
        expect(await page.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle)).toBe('solid');
      }
      expect(seen).toEqual(['Very satisfied', 'Satisfied', 'Neither', 'Dissatisfied', 'Very dissatisfied']);
    });
  });
});
