import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { browse, expectAccessible, launch, type PageFaults, seeFigure, shoot, type Window } from './browser';
import { type PlayedPhone, playPhone } from './played-phone';
import { ScriptedPhone } from './scripted-phone';
import { ScriptedServer } from './scripted-server';
import { exampleCall, exampleConsult, exampleSession } from '../src/desk/example';

/** A microphone that hums, which may be used without asking. */
const MICROPHONE = ['--use-fake-ui-for-media-stream', '--use-fake-device-for-media-stream'];

const CALL = exampleCall().id;

let browser: Browser;
let server: ScriptedServer;

beforeAll(async () => {
  browser = await launch(MICROPHONE);
});

afterAll(async () => {
  await browser.close();
});

beforeEach(async () => {
  server = await ScriptedServer.start();
  server.staff = 'desk';
});

afterEach(async () => {
  await server.stop();
});

type Look = (page: Page, phone: PlayedPhone, seen: PageFaults) => Promise<void>;

/** Opens the desk with a phone that a test plays, and waits for its state. */
function desk(look: Look, options: Omit<Window, 'url'> & { readonly path?: string } = {}) {
  const { path = 'desk', ...window } = options;
  return browse(browser, { url: 'about:blank', ...window }, async (page, seen) => {
    const phone = await playPhone(page);
    await page.goto(`${server.url}${path}`);
    await seeFigure(page, 'calls', '12');
    await look(page, phone, seen);
  });
}

const ring = async (phone: PlayedPhone) => {
  server.desk.offer();
  await phone.set({ line: 'ringing' });
};

const talk = async (page: Page, phone: PlayedPhone) => {
  await ring(phone);
  await stage(page, 'ringing');
  await page.keyboard.press('a');
  await stage(page, 'talking');
};

const note = (page: Page) => page.getByRole('textbox', { name: /Note|Nota/ });

const stage = (page: Page, word: string) => page.locator(`.call-card[data-stage="${word}"]`).waitFor();

const said = (page: Page, what: 'urgent' | 'calm', text: RegExp) =>
  page.locator(`[data-said="${what}"]`).filter({ hasText: text }).waitFor({ state: 'attached' });

const acts = () => server.desk.changes.map(({ what }) => what.replace(`agents/ana/`, ''));

describe('a call', () => {
  it('goes from the offer to the next by keyboard alone', async () => {
    await desk(async (page, phone) => {
      await ring(phone);
      await said(page, 'urgent', /A call for you: Streets and lights, Spanish, waited 1 minute 10 seconds\. Press A/);
      expect(await page.title()).toMatch(/^A call for you/);
      await page.getByText('+12175550142').waitFor();
      expect(await page.locator('.call-path li').allInnerTexts()).toEqual([
        expect.stringMatching(/^Language\s*2/),
        expect.stringMatching(/^Menu main\s*1/),
        expect.stringMatching(/^Menu streets\s*0/),
      ]);
      await expectAccessible(page);
      await shoot(page, 'desk-offer');

      await page.keyboard.press('a');
      await stage(page, 'talking');
      await said(page, 'calm', /connected/);
      await page.keyboard.press('h');
      await stage(page, 'held');
      await page.getByText('the resident hears music').waitFor();
      await page.keyboard.press('h');
      await stage(page, 'talking');
      await page.keyboard.press('m');
      await page.getByRole('button', { name: 'Muted', pressed: true }).waitFor();
      await page.keyboard.press('m');
      await page.getByRole('button', { name: 'Mute', pressed: false }).waitFor();

      await page.keyboard.press('k');
      await page.getByRole('dialog', { name: 'Keypad' }).waitFor();
      await page.keyboard.type('12#');
      expect(await page.locator('.keypad-pressed').innerText()).toBe('12#');
      await expectAccessible(page);
      await page.keyboard.press('Escape');

      await page.keyboard.press('c');
      await page.getByRole('dialog', { name: 'Ask somebody' }).waitFor();
      await page.getByText('3 found. Enter takes the first.').waitFor();
      await expectAccessible(page);
      await page.keyboard.type('ben');
      await page.getByText('1 found').waitFor();
      await page.keyboard.press('Enter');
      await page.getByText('Ben Brooks’s phone rings').waitFor();
      server.desk.colleagueAnswers();
      await page.getByText('You talk with Ben Brooks').waitFor();
      await expectAccessible(page);
      await shoot(page, 'desk-consult');
      await page.keyboard.press('s');
      await page.getByText('Ben Brooks hears music').waitFor();
      await page.keyboard.press('s');
      await page.getByText('You talk with Ben Brooks').waitFor();

      await page.keyboard.press('n');
      await page.keyboard.type('Hands over to Ben, dh? ');
      await page.keyboard.press('Escape');
      await page.keyboard.press('w');
      await page.getByRole('heading', { name: 'Wrap-up' }).waitFor();
      await said(page, 'calm', /Wrap-up/);
      await page.keyboard.press('n');
      await page.keyboard.type('done.');
      await page.keyboard.press('Escape');
      await page.getByText('Saved.').waitFor();
      await page.getByRole('checkbox', { name: 'Handed on' }).focus();
      await page.keyboard.press('Space');
      await expectAccessible(page);
      await shoot(page, 'desk-wrap-up');
      await page.keyboard.press('+');
      await page.locator('.wrap-up-left').filter({ hasText: /1:[0-3]\d/ }).waitFor();
      await page.keyboard.press('d');
      await page.getByText('The next one rings here').waitFor();

      expect(acts()).toEqual([
        'POST call/hold',
        'POST call/resume',
        'POST call/consult',
        'POST call/swap',
        'POST call/swap',
        'POST call/complete',
        'POST wrap-up',
        'DELETE wrap-up',
      ]);
      expect(server.desk.changes[2]?.body).toEqual({ call: CALL, to: { agent: 'ben' } });
      expect(await phone.asked()).toEqual(['answer', 'mute true', 'mute false', 'digits 1', 'digits 2', 'digits #']);
      expect(server.desk.notes.get(CALL)).toEqual({ codes: ['handed-on'], note: 'Hands over to Ben, dh? done.' });
    });
  });

  it('is not touched by keys that are typed', async () => {
    await desk(async (page, phone) => {
      await talk(page, phone);
      await note(page).fill('');
      await note(page).focus();
      await page.keyboard.type('hmktcsfwxEd+rb/?');
      expect(await note(page).inputValue()).toBe('hmktcsfwxEd+rb/?');
      await page.keyboard.press('Escape');
      await page.keyboard.press('Control+h');
      expect(acts()).toEqual([]);
      expect(await page.getByRole('dialog').count()).toBe(0);
    });
  });

  it('keeps its notes and its state over a reload in its middle', async () => {
    await desk(async (page, phone) => {
      await talk(page, phone);
      await note(page).fill('Half a sentence');
      await page.reload();
      await stage(page, 'talking');
      await note(page).waitFor();
      expect(await note(page).inputValue()).toBe('Half a sentence');
      await page.getByText('Saved.').waitFor();
      expect(server.desk.notes.get(CALL)).toEqual({ codes: [], note: 'Half a sentence' });
    });
  });

  it('that rings puts away whatever stands before the answer', async () => {
    await desk(async (page, phone) => {
      await page.keyboard.press('b');
      await page.getByRole('dialog').waitFor();
      await ring(phone);
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      await page.keyboard.press('a');
      await stage(page, 'talking');
    });
  });

  it('is answered by itself after a tone, for who wants that', async () => {
    await desk(async (page, phone) => {
      await page.keyboard.press('?');
      await page.getByRole('checkbox', { name: /Answer calls by themselves/ }).check();
      await expectAccessible(page);
      await shoot(page, 'desk-keys');
      await page.keyboard.press('Escape');
      await ring(phone);
      await stage(page, 'talking');
      expect(await phone.asked()).toEqual(['answer']);
    });
  });

  it('says what went wrong with an act, and what to do', async () => {
    await desk(async (page, phone) => {
      await talk(page, phone);
      server.desk.refuse('hold', 409, { error: 'in a consult', why: 'in-consult' });
      await page.keyboard.press('h');
      await page.getByRole('alert').getByText('Finish the consult first').waitFor();
      server.desk.refuse('end', 503, { error: 'nobody leads' });
      await page.keyboard.press('Shift+E');
      await page.getByRole('alert').getByText('can’t be reached').waitFor();
      await expectAccessible(page);
      await stage(page, 'talking');
    });
  });

  it('is handed to a skill group, found by name', async () => {
    await desk(async (page, phone) => {
      await talk(page, phone);
      await page.keyboard.press('t');
      await page.getByRole('button', { name: /Water and sewer Skill group · open/ }).waitFor();
      await shoot(page, 'desk-transfer');
      await page.keyboard.type('water');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Wrap-up' }).waitFor();
      expect(server.desk.changes.at(-1)).toEqual({
        what: 'POST agents/ana/call/transfer',
        body: { call: CALL, to: { group: 'water' } },
      });
    });
  });

  it('of a colleague who asks is answered and left', async () => {
    await desk(async (page, phone) => {
      server.desk.show({ consult: { ...exampleConsult('ringing'), asks: false } }, 'consult');
      await phone.set({ line: 'ringing' });
      await said(page, 'urgent', /Ben Brooks asks you/);
      await page.keyboard.press('a');
      await page.getByText('Consult: the resident hears music').waitFor();
      await page.getByText('About a call for Streets and lights').waitFor();
      await page.getByText('+12175550142').waitFor();
      await expectAccessible(page);
      await page.keyboard.press('Shift+E');
      expect(await phone.asked()).toEqual(['answer', 'hang-up']);
    });
  });
});

describe('the resident', () => {
  it('is known by earlier calls and requests', async () => {
    await desk(async (page, phone) => {
      expect(await page.getByText('Earlier calls').count()).toBe(0);
      await talk(page, phone);
      await page.getByText('Pothole at the bus stop; asked for a call').waitFor();
      await page.getByText('hung up while waiting').waitFor();
      await page.getByText('Pothole 10000004 · in progress').click();
      await page.getByText('Hoyo hondo junto a la parada').waitFor();
      await expectAccessible(page);
      server.desk.wrapUp();
      await page.getByRole('heading', { name: 'Wrap-up' }).waitFor();
      await page.getByText('asked for a call').waitFor();
    });
  });

  it('gets a request made by keyboard alone, without leaving the call', async () => {
    await desk(async (page, phone) => {
      await talk(page, phone);
      await page.keyboard.press('/');
      await page.keyboard.type('hole in the road');
      await page.getByText('2 types found. Enter takes the first.').waitFor({ state: 'attached' });
      await page.getByRole('button', { name: /Hundimiento de la calle urgent/ }).waitFor();
      await expectAccessible(page);
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { name: 'Bache en la calle' }).waitFor();
      await page.getByText('Pregunte si alguien está en peligro').waitFor();
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Bache en la calle');
      // The reload of a browser in the middle of it loses nothing.
      await page.reload();
      await page.getByRole('heading', { name: 'Bache en la calle' }).waitFor();
      expect(await page.locator('#words').inputValue()).toBe('hole in the road');

      await page.getByRole('button', { name: 'Make the request' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('group', { name: /missing or wrong/ }).waitFor();
      await expectAccessible(page);
      await page.getByRole('radio', { name: 'Como un plato' }).focus();
      await page.keyboard.press('Space');
      await page.locator('.map-ground').focus();
      await page.keyboard.press('Enter');
      await page.getByText('may be the same').first().waitFor({ state: 'attached' });
      await page.getByRole('heading', { name: 'Street caving in' }).waitFor();
      await shoot(page, 'desk-request');
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Use the number of the call' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Make the request' }).focus();
      await page.keyboard.press('Enter');
      await page.getByText('100 00020').waitFor();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Put the number into the note' }).click();
      expect(await note(page).inputValue()).toBe('Bache en la calle 100 00020');
      await stage(page, 'talking');
      expect(server.desk.changes.find(({ what }) => what === 'POST requests')?.body).toMatchObject({
        type: 'pothole',
        channel: 'agent',
        language: 'es',
        words: 'hole in the road',
        answers: { size: ['plate'] },
        contact: { phone: '+12175550142' },
        key: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      });
    });
  });

  it('joins a request that is there already', async () => {
    await desk(async (page, phone) => {
      await talk(page, phone);
      await page.keyboard.press('/');
      await page.keyboard.type('hole');
      await page.getByRole('button', { name: /^Bache en la calle/ }).click();
      await page.locator('.map-ground').focus();
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Me too' }).first().click();
      expect(await page.locator('#follow-10000004-phone').inputValue()).toBe('+12175550142');
      await expectAccessible(page);
      await page.getByRole('group', { name: 'Follow this request' }).getByRole('button').click();
      await page.locator('.near .notice-good').waitFor();
      expect(server.desk.changes).toEqual([
        {
          what: 'POST requests/10000004/followers',
          body: { email: '', phone: '+12175550142', language: 'en' },
        },
      ]);
    });
  });
});

describe('the phone', () => {
  it('is tried by an echo, which is hung up like any call', async () => {
    await desk(async (page, phone) => {
      await page.keyboard.press('?');
      await page.getByRole('button', { name: /Hear yourself/ }).click();
      await phone.set({ line: 'talking' });
      await page.getByRole('button', { name: 'End the echo test' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('heading', { name: 'Your phone is in use' }).waitFor();
      await expectAccessible(page);
      await page.keyboard.press('Shift+E');
      expect(await phone.asked()).toEqual(['echo', 'hang-up']);
    });
  });
});

describe('the state', () => {
  it('is set with its reason by two keys, and tells what comes after a call', async () => {
    await desk(async (page, phone) => {
      await page.keyboard.press('b');
      await page.getByRole('dialog', { name: 'Why are you not ready?' }).waitFor();
      await page.getByRole('button', { name: /Lunch/ }).waitFor();
      await expectAccessible(page);
      await page.keyboard.press('2');
      await page.locator('.state-now').filter({ hasText: 'Not ready: Lunch' }).waitFor();
      await page.keyboard.press('r');
      await page.locator('.state-now').filter({ hasText: /^Ready/ }).waitFor();
      await talk(page, phone);
      await page.keyboard.press('b');
      await page.getByRole('button', { name: /Break/ }).click();
      await page.getByText('After this: Not ready (Break)').waitFor();
      expect(server.desk.changes.map(({ body }) => body)).toEqual([
        { presence: 'not-ready', reason: 'lunch' },
        { presence: 'ready' },
        { presence: 'not-ready', reason: 'break' },
      ]);
    });
  });
});

describe('when something is wrong', () => {
  it('reasons that are not told are a failure, and never somebody else’s reasons', async () => {
    await desk(async (page) => {
      const { reasons } = server.desk;
      server.desk.reasons = undefined;
      await page.keyboard.press('b');
      const dialog = page.getByRole('dialog', { name: 'Why are you not ready?' });
      await dialog.getByRole('alert').waitFor();
      expect(await dialog.getByRole('button', { name: /Break|Lunch/ }).count()).toBe(0);
      await expectAccessible(page);
      server.desk.reasons = reasons;
      await dialog.getByRole('button', { name: 'Try again' }).click();
      await dialog.getByRole('button', { name: /Break/ }).click();
      await page.locator('.state-now').filter({ hasText: 'Not ready: Break' }).waitFor();
    });
  });

  it('the desk says that the server is not heard, keeps what is typed, and comes back by itself', async () => {
    await desk(async (page, phone) => {
      await talk(page, phone);
      server.desk.goDown();
      await page.getByRole('alert').getByText('The server is not heard').waitFor();
      await note(page).fill('typed in the gap');
      await page.getByText('Kept in this browser').waitFor();
      await expectAccessible(page);
      await shoot(page, 'desk-gap');
      server.desk.recover();
      await page.getByText('Saved.').waitFor();
      await page.getByText('The server is not heard').waitFor({ state: 'detached' });
      expect(server.desk.notes.get(CALL)).toEqual({ codes: [], note: 'typed in the gap' });
    });
  });

  it('a short gap goes unsaid', async () => {
    await desk(async (page, phone) => {
      await talk(page, phone);
      const before = server.desk.connections;
      server.desk.cut();
      server.desk.show({ call: exampleCall('held') }, 'hold');
      await stage(page, 'held');
      expect(server.desk.connections).toBeGreaterThan(before);
      expect(await page.locator('.desk-troubles .notice').count()).toBe(0);
    });
  });

  it('who is not signed in is shown the way', async () => {
    server.desk.session = { account: null };
    await browse(browser, { url: `${server.url}desk` }, async (page) => {
      await page.getByRole('heading', { name: 'Sign in first' }).waitFor();
      expect(await page.getByRole('link', { name: 'Sign in' }).getAttribute('href')).toBe('/sign-in?next=/desk');
      await expectAccessible(page);
    });
  });

  it('a session that ends in a call leaves what is typed, and goes on after the sign-in', async () => {
    await desk(async (page, phone) => {
      await talk(page, phone);
      server.desk.signOut();
      await page.getByRole('link', { name: /Sign in again in another tab/ }).waitFor();
      await note(page).fill('still here');
      await expectAccessible(page);
      server.desk.session = exampleSession();
      await page.evaluate(() => window.dispatchEvent(new Event('focus')));
      await page.getByRole('link', { name: /Sign in again/ }).waitFor({ state: 'detached' });
      expect(await note(page).inputValue()).toBe('still here');
    });
  });

  it.each([
    ['no-microphone', 'No microphone was found'],
    ['microphone-denied', 'may not use the microphone'],
    ['insecure', 'plain HTTP'],
    ['replaced', 'another browser'],
  ] as const)('the phone says in plain words: %s', async (trouble, words) => {
    await desk(async (page, phone) => {
      await phone.set({ registration: 'failed', trouble });
      await page.getByRole('alert').getByText(words).waitFor();
      await expectAccessible(page);
      await page.locator('.desk-troubles').getByRole('button', { name: 'Try again' }).click();
      expect(await phone.asked()).toEqual(['retry']);
    });
  });

  it('a bad line is told with what helps', async () => {
    await desk(async (page, phone) => {
      await phone.set({ quality: { loss_share: 0.08, jitter_ms: 80, round_trip_ms: 410, poor: true } });
      await page.getByText('Use a cable').waitFor();
      await page.getByText('loss 8%, jitter 80 ms, round trip 410 ms').waitFor();
      await expectAccessible(page);
    });
  });

  it('a second tab is refused, or takes over, and never are there two', async () => {
    await desk(async (page) => {
      const second = await page.context().newPage();
      await second.goto(`${server.url}desk`);
      await second.getByText('open in another tab').waitFor();
      await expectAccessible(second);
      await second.getByRole('button', { name: 'Use the desk here' }).click();
      await seeFigure(second, 'calls', '12');
      await page.getByText('Another tab has taken your desk over').waitFor();
      await page.getByRole('button', { name: 'Use the desk here' }).click();
      await seeFigure(page, 'calls', '12');
      await second.getByText('Another tab has taken your desk over').waitFor();
    });
  });
});

describe('what residents left', () => {
  it('is heard and worked off', async () => {
    await desk(async (page) => {
      const item = page.locator('[data-item="m1"]');
      await item.getByText('Message …0190').waitFor();
      await item.getByRole('button', { name: 'Hear' }).click();
      expect(await item.locator('audio').getAttribute('src')).toBe('/api/messages/m1/audio');
      await expectAccessible(page);
      server.desk.messages = [];
      await item.getByRole('button', { name: 'Done' }).click();
      await page.getByText('0 items').waitFor();
      expect(acts()).toEqual(['PUT messages/m1/done']);
    });
  });

  it('is said to be unknown while it can not be told', async () => {
    server.desk.messages = 'nonsense';
    await desk(async (page) => {
      await page.getByText('can’t be shown at the moment').waitFor();
      await expectAccessible(page);
    });
  });

  it('has no place on the desk of a server that keeps no list of it', async () => {
    server.desk.messages = undefined;
    await desk(async (page) => {
      await page.getByRole('heading', { name: 'To work off' }).waitFor({ state: 'detached' });
    });
  });
});

describe('the floor', () => {
  const floor = (look: Look, options: Omit<Window, 'url'> = {}) => {
    server.desk.session = exampleSession(['agent', 'supervisor']);
    return desk(look, { ...options, path: 'desk/floor' });
  };
  const row = (page: Page, name: string) => page.getByRole('row', { name: new RegExp(`^${name}`) });

  it('shows agents and calls live', async () => {
    await floor(async (page) => {
      await row(page, 'Ben Brooks').getByText('Talking').waitFor();
      await row(page, 'Ben Brooks').getByText('Streets and potholes').waitFor();
      await row(page, 'Eve Fischer').getByText('Not ready (Lunch)').waitFor();
      expect(await page.locator('[data-call]').count()).toBe(3);
      await page.getByText('Callbacks in the queue').waitFor();
      server.desk.showFloor({ waiting: [] });
      await page.getByText('No one is waiting.').waitFor();
      await expectAccessible(page);
    });
  });

  it('is listened to, whispered to, barged in and taken over', async () => {
    await floor(async (page) => {
      const ben = row(page, 'Ben Brooks');
      await ben.getByRole('button', { name: 'Listen' }).click();
      server.desk.showFloor({ monitors: [{ supervisor: 'ana', agent: 'ben', mode: 'listen', since: new Date().toISOString() }] });
      await ben.getByRole('button', { name: 'Listen', pressed: true }).waitFor();
      await ben.getByRole('button', { name: 'Whisper' }).click();
      await ben.getByRole('button', { name: 'Barge in' }).click();
      await expectAccessible(page);
      await shoot(page, 'desk-floor');
      await ben.getByRole('button', { name: 'Take over' }).click();
      await ben.getByRole('button', { name: 'Stop' }).click();
      await page.locator('.floor').waitFor();
      expect(server.desk.changes).toEqual([
        { what: 'PUT agents/ana/monitor', body: { agent: 'ben', mode: 'listen' } },
        { what: 'PUT agents/ana/monitor', body: { agent: 'ben', mode: 'whisper' } },
        { what: 'PUT agents/ana/monitor', body: { agent: 'ben', mode: 'barge' } },
        { what: 'POST agents/ana/monitor/take-over', body: { call: 'city-of-ben' } },
        { what: 'DELETE agents/ana/monitor', body: {} },
      ]);
    });
  });

  it('is heard by a phone that answers what the supervisor asked for', async () => {
    await floor(async (page, phone) => {
      await row(page, 'Ben Brooks').getByRole('button', { name: 'Listen' }).click();
      server.desk.show({ monitor: { agent: 'ben', mode: 'listen', call: 'city-of-ben', since: new Date().toISOString() } }, 'consult');
      await page.getByRole('heading', { name: 'Listen: ben' }).waitFor();
      await phone.set({ line: 'ringing' });
      await page.getByRole('button', { name: 'Mute' }).waitFor();
      await expectAccessible(page);
      await page.getByRole('button', { name: 'Hang up' }).click();
      expect(await phone.asked()).toEqual(['answer', 'hang-up']);
    });
  });

  it('lets a supervisor set a state, move calls and tell all, by keyboard', async () => {
    await floor(async (page) => {
      await row(page, 'Eve Fischer').getByRole('button', { name: 'Set the state of Eve Fischer' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').getByRole('button', { name: 'Ready', exact: true }).focus();
      await expectAccessible(page);
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: '…2207 to the front' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Move …9134 to another group' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('dialog').getByRole('button', { name: 'Water and sewer' }).focus();
      await page.keyboard.press('Enter');
      await page.getByLabel('What everybody should know').fill('Water main on 5th.');
      await page.keyboard.press('Enter');
      await page.getByText('All desks were told.').waitFor();
      expect(server.desk.changes).toEqual([
        { what: 'PUT agents/eve/presence', body: { presence: 'ready' } },
        { what: 'POST calls/city-1777903310.2207/move', body: { front: true } },
        { what: 'POST calls/city-1777903320.9134/move', body: { group: 'water' } },
        { what: 'POST desk/messages', body: { text: 'Water main on 5th.' } },
      ]);
    });
  });

  it('leaves the phone and the call as they are on the way to the desk and back', async () => {
    await floor(async (page, phone) => {
      await talk(page, phone);
      await page.getByRole('link', { name: 'My desk' }).click();
      await note(page).fill('on both');
      await page.getByRole('link', { name: 'Floor' }).click();
      await row(page, 'Ben Brooks').waitFor();
      expect(await note(page).inputValue()).toBe('on both');
      await page.goBack();
      await page.getByRole('heading', { name: 'Make a request' }).waitFor();
      expect(await phone.asked()).toEqual(['answer']);
    });
  });

  it('is not shown to an agent', async () => {
    await desk(
      async (page) => {
        await page.getByRole('heading', { name: 'Make a request' }).waitFor();
        expect(await page.getByRole('link', { name: 'Floor' }).count()).toBe(0);
        expect(await page.locator('.floor').count()).toBe(0);
      },
      { path: 'desk/floor' },
    );
  });

  it.each([
    ['light', { colorScheme: 'light', viewport: { width: 1440, height: 900 } }],
    ['dark-spanish', { colorScheme: 'dark', locale: 'es', viewport: { width: 1920, height: 1080 } }],
    ['phone', { viewport: { width: 390, height: 844 } }],
    ['zoomed', { viewport: { width: 320, height: 600 } }],
  ] as const)('has nothing that axe objects to, and nothing cut off: %s', async (name, options) => {
    await floor(async (page) => {
      await row(page, 'Ben Brooks').waitFor();
      await expectAccessible(page);
      expect(await sideways(page)).toBe(0);
      await shoot(page, `desk-floor-${name}`);
    }, options);
  });
});

describe('the softphone itself', () => {
  it('registers with the desk and rings with the offer', async () => {
    await browse(browser, { url: 'about:blank' }, async (page) => {
      const phone = new ScriptedPhone();
      await phone.on(page);
      await page.goto(`${server.url}desk`);
      await page.getByText('Phone: ready').waitFor();
      server.desk.offer();
      const answer = page.getByRole('button', { name: 'Answer' });
      await answer.and(page.locator('[aria-disabled="true"]')).waitFor();
      phone.call('1000');
      await answer.and(page.locator(':not([aria-disabled])')).waitFor();
      await phone.close(4409);
      await page.getByRole('alert').getByText('registered in another browser').waitFor();
    });
  });
});

describe('an agent with a telephone', () => {
  it('works without a softphone', async () => {
    await browse(browser, { url: `${server.url}desk` }, async (page) => {
      await page.getByText('Telephone 21').waitFor();
      server.desk.offer();
      await page.getByText('Pick up your telephone 21.').waitFor();
      await expectAccessible(page);
      server.desk.pickUp();
      await stage(page, 'talking');
      expect(await page.getByRole('button', { name: 'Mute' }).count()).toBe(0);
      await page.getByRole('button', { name: 'Hold' }).click();
      await stage(page, 'held');
    });
  });
});

describe('the desk', () => {
  it('asks no other host for anything', async () => {
    await desk((_page, _phone, seen) => {
      expect(seen.requests.filter((url) => !url.startsWith(server.url))).toEqual([]);
      return Promise.resolve();
    });
  });

  it('is loaded by no public page', async () => {
    for (const path of ['', 'requests']) {
      await browse(browser, { url: `${server.url}${path}` }, async (page, seen) => {
        await page.getByRole('heading', { level: 1 }).waitFor();
        expect(seen.requests.length).toBeGreaterThan(2);
        expect(seen.requests.filter((url) => /desk|jssip|phone/i.test(url))).toEqual([]);
      });
    }
  });

  it('shows a message to all until it is put away', async () => {
    await desk(async (page) => {
      server.desk.messageToAll('Water main on 5th: no water until 18:00.');
      const message = page.getByRole('region', { name: 'Messages to all' });
      await message.getByText('Water main on 5th').waitFor();
      await expectAccessible(page);
      await message.getByRole('button', { name: 'Put away' }).click();
      await message.waitFor({ state: 'detached' });
    });
  });

  it.each([
    ['light', { colorScheme: 'light', viewport: { width: 1440, height: 900 } }],
    ['dark', { colorScheme: 'dark', viewport: { width: 1440, height: 900 } }],
    ['spanish', { locale: 'es-MX', viewport: { width: 1440, height: 900 } }],
    ['wide', { viewport: { width: 1920, height: 1080 } }],
    ['laptop', { viewport: { width: 1024, height: 768 } }],
    ['phone', { viewport: { width: 390, height: 844 }, colorScheme: 'dark', locale: 'es' }],
    ['zoomed', { viewport: { width: 320, height: 600 } }],
  ] as const)('has nothing that axe objects to, and nothing cut off: %s', async (name, options) => {
    await desk(async (page, phone) => {
      await expectAccessible(page);
      expect(await sideways(page)).toBe(0);
      await talk(page, phone);
      await page.locator('#note').fill('The hole is at the bus stop on Main St; she reported it last week already.');
      await page.locator('#find').fill('hole in the road');
      await page.getByRole('button', { name: /^Bache en la calle/ }).waitFor();
      await page.getByText(/^(Saved|Guardado)\.$/).waitFor();
      await expectAccessible(page);
      expect(await sideways(page)).toBe(0);
      await shoot(page, `desk-${name}`);
    }, options);
  });
});

/** How many pixels the page is wider than its window. */
function sideways(page: Page): Promise<number> {
  return page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
}
