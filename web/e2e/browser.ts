import axe from 'axe-core';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { expect } from 'vitest';

type Axe = typeof axe;

const shots = process.env.SHOTS;

/** How long a page may take to come to show something, in milliseconds: so slow is a machine that is busy with other tests. */
export const PATIENCE_MS = 30_000;

/** The rules of axe that count. */
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] as const;

/**
 * Starts Debian's Chromium, which makes no connections of its own with these flags.
 *
 * @param more further flags, such as a microphone that is none
 */
export function launch(more: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    chromiumSandbox: false,
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      ...more,
    ],
  });
}

/** A window in which the page is opened; everything but the address has a default. */
export interface Window extends BrowserContextOptions {
  readonly url: string;
}

/** Opens the page in a context of its own, shows it to `look`, and closes it whatever happens. */
export async function browse(
  browser: Browser,
  { url, ...options }: Window,
  look: (page: Page, seen: PageFaults) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({
    locale: 'en-US',
    viewport: { width: 1280, height: 800 },
    ...options,
  });
  try {
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    const seen = watch(page);
    await page.goto(url);
    await look(page, seen);
    expect(seen.errors, 'uncaught errors of the page').toEqual([]);
  } finally {
    await context.close();
  }
}

/** What a page did that nobody would see by looking. */
export interface PageFaults {
  readonly errors: string[];
  readonly requests: string[];
}

function watch(page: Page): PageFaults {
  const faults: PageFaults = { errors: [], requests: [] };
  page.on('pageerror', (error) => faults.errors.push(error.message));
  page.on('console', (message) => {
    if (message.text().includes('Content Security Policy')) {
      faults.errors.push(message.text());
    }
  });
  page.on('request', (request) => faults.requests.push(request.url()));
  return faults;
}

/** The text of the centre's figure of this name, as read on the page. */
export function figure(page: Page, name: string) {
  return page.locator(`[data-figure="${name}"]`).first();
}

/** Waits until the figure's text is this. */
export async function seeFigure(page: Page, name: string, text: string): Promise<void> {
  await figure(page, name).filter({ hasText: new RegExp(`^${text}$`) }).waitFor({ timeout: PATIENCE_MS });
}

/** Checks the page as it stands by the rules of WCAG 2.2 AA that a machine can check. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(page.frames(), 'frames: each would have to be checked of its own').toHaveLength(1);
  // A figure that is just appearing is pale for a moment, which is no fault of its colour.
  await page.evaluate(() => {
    document.getAnimations().forEach((animation) => {
      animation.finish();
    });
  });
  if (await page.evaluate(() => !('axe' in window))) {
    await page.evaluate(axe.source);
  }
  const violations = await page.evaluate(
    async (rules) => {
      const { axe: there } = window as unknown as { readonly axe: Axe };
      const found = await there.run({ runOnly: [...rules], resultTypes: ['violations'] });
      return found.violations;
    },
    RULES,
  );
  const told = violations.map(({ id, help, nodes }) => `${id}: ${help} at ${nodes.map((node) => node.html).join(' | ')}`);
  expect(told).toEqual([]);
}

/** Leaves a picture where `--shots DIR` says; without it, none. */
export async function shoot(page: Page, name: string): Promise<void> {
  if (shots !== undefined) {
    mkdirSync(shots, { recursive: true });
    await page.screenshot({ path: join(shots, `${name}.png`), fullPage: true, animations: 'disabled' });
  }
}
