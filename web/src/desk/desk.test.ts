import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { desk, floor, messages, resident, session, type Desk } from './api';
import { candidates, matching } from './call/targets';
import {
  exampleCall,
  exampleColleagues,
  exampleConsult,
  exampleDesk,
  exampleFloor,
  exampleLines,
  exampleMessages,
  exampleResident,
  exampleSession,
} from './example';
import { failureInWords } from './FailureNotice';
import { Changes, outcomeOf } from './net';
import { notedCall, newsOf, sceneOf } from './scene';
import { shortcutOf } from './shortcuts';
import { wordsIn } from './words';
import { whatever } from './api';
import en from './messages/en.json';
import es from './messages/es.json';
import { keyedPath } from './call/CallFacts';

const read = (change: Partial<ReturnType<typeof exampleDesk>>): Desk => desk({ ...exampleDesk(), ...change }, '');

describe('the words', () => {
  it('are the same set, with the same holes, in every language', () => {
    const holes = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted();
    expect(Object.keys(es)).toEqual(Object.keys(en));
    for (const [key, text] of Object.entries(en)) {
      const other = es[key as keyof typeof es];
      expect(other.trim(), key).not.toBe('');
      expect(holes(other), key).toEqual(holes(text));
    }
  });

  it('read out how long somebody waited, and leave a word that they have none for', () => {
    const words = wordsIn('en', ['en-US']);
    expect([0, 8.9, 60, 70.2].map(words.spoken)).toEqual(['0 seconds', '8 seconds', '1 minute', '1 minute 10 seconds']);
    expect(words.word('reason', 'lunch')).toBe('Lunch');
    expect(words.word('reason', 'fire drill')).toBe('fire drill');
    expect(words.tongue('es')).toBe('Spanish');
    expect(words.tongue('not a tag!')).toBe('not a tag!');
  });
});

describe('the messages', () => {
  it('are read as the server writes them', () => {
    expect(session(exampleSession(), '').account?.agent).toBe('ana');
    expect(session({ account: null }, '').csrf).toBeNull();
    expect(read({ call: exampleCall('talking'), consult: exampleConsult('asking') }).call?.acts).toContain('consult');
    expect(floor(exampleFloor(), '').agents).toHaveLength(6);
    expect(resident(exampleResident(), '').calls[1]?.talk_seconds).toBeNull();
    expect(resident({ number: '', calls: [] }, '').requests).toBeNull();
    expect(messages(exampleMessages(), '')).toHaveLength(2);
  });

  it('of a state that the page does not know are refused, and not guessed at', () => {
    const odd = { ...exampleDesk(), agent: { ...exampleDesk().agent, state: 'asleep' } };
    expect(() => desk(odd, '')).toThrow(/agent.state/);
  });
});

describe('the way through the menus', () => {
  it('has each key at the step where it was pressed, also at one that was come to twice', () => {
    const path = ['language', 'menu:main', 'menu:streets', 'menu:main', 'connecting'];
    const keyed = [
      { step: 'menu:main', key: '1' },
      { step: 'menu:streets', key: '#' },
      { step: 'menu:main', key: '0' },
    ];
    expect(keyedPath({ path, keyed }).map(({ step, key }) => `${step} ${key ?? '-'}`)).toEqual([
      'language -',
      'menu:main 1',
      'menu:streets #',
      'menu:main 0',
    ]);
  });
});

describe('the scene', () => {
  const wrapUp = { call: 'c', until: '2026-01-01T12:00:00Z' };

  it.each([
    ['idle', {}, null],
    ['offer', { call: exampleCall('ringing') }, null],
    ['talk', { call: exampleCall('whisper') }, exampleCall().id],
    ['talk', { call: exampleCall('held'), consult: exampleConsult('ringing') }, exampleCall().id],
    ['asked', { consult: { ...exampleConsult('ringing'), asks: false } }, null],
    ['by-phone', { consult: exampleConsult('by-phone') }, null],
    ['wrap-up', { wrap_up: wrapUp }, 'c'],
    ['talk', { call: exampleCall('talking'), wrap_up: wrapUp }, exampleCall().id],
  ] as const)('is %s', (kind, change, noted) => {
    const scene = sceneOf(read(change));
    expect(scene.kind).toBe(kind);
    expect(notedCall(scene)).toBe(noted);
  });

  it('tells of each offer once, and of another call as another', () => {
    const offer = sceneOf(read({ call: exampleCall() }));
    const other = sceneOf(read({ call: { ...exampleCall(), id: 'city-2' } }));
    expect(newsOf(null, offer)).toBe('offer');
    expect(newsOf(offer, offer)).toBeNull();
    expect(newsOf(offer, other)).toBe('offer');
    expect(newsOf(offer, sceneOf(read({ call: exampleCall('talking') })))).toBeNull();
  });
});

describe('a key press', () => {
  const press = { ctrlKey: false, altKey: false, metaKey: false, repeat: false, isComposing: false };

  it.each([
    ['h', {}, 'h'],
    ['E', {}, 'Shift+E'],
    ['?', {}, '?'],
    ['+', {}, '+'],
    ['h', { ctrlKey: true }, null],
    ['h', { altKey: true }, null],
    ['h', { metaKey: true }, null],
    ['h', { repeat: true }, null],
    ['h', { isComposing: true }, null],
    ['Enter', {}, null],
    [' ', {}, null],
  ])('%s with %j is the shortcut %s', (key, change, shortcut) => {
    expect(shortcutOf({ ...press, ...change, key })).toBe(shortcut);
  });
});

describe('whom a call can go to', () => {
  const groups = [
    { id: 'water', name: 'Water', open: false },
    { id: 'streets', name: 'Streets', open: true },
  ];
  const all = candidates('ana', groups, exampleColleagues as Parameters<typeof candidates>[2], exampleLines);

  it('is everybody but oneself, those who can be reached first', () => {
    expect(all.map(({ id }) => id)).toEqual(['streets', 'ben', 'shelter', 'water', 'chloe']);
  });

  it('is found without accents and capitals', () => {
    expect(matching(all, ' chloe d').map(({ target }) => target)).toEqual([{ agent: 'chloe' }]);
    expect(matching(all, 'zzz')).toEqual([]);
  });
});

describe('a change', () => {
  it.each([
    [200, '{}', { kind: 'done', value: null }],
    [204, '', { kind: 'done', value: null }],
    [200, '{', { kind: 'unreadable' }],
    [401, '{"error":"sign in"}', { kind: 'signed-out' }],
    [409, '{"error":"on a consult","why":"in-consult"}', { kind: 'refused', why: 'in-consult' }],
    [409, '{"error":"new","why":"a-word-of-later"}', { kind: 'rejected', text: 'new' }],
    [400, 'nonsense', { kind: 'rejected', text: '' }],
    [403, '{"error":"no"}', { kind: 'rejected', text: 'no' }],
    [429, '', { kind: 'away' }],
    [503, '', { kind: 'away' }],
  ])('answered %i %s', (status, said, outcome) => {
    expect(outcomeOf(status, said, whatever)).toEqual(outcome);
  });

  it('has words for each way to fail', () => {
    const words = wordsIn('en', ['en']);
    expect(failureInWords({ kind: 'refused', why: 'target-busy' }, words)).toMatch(/in a call/);
    expect(failureInWords({ kind: 'away' }, words)).toMatch(/try again/);
  });

  it('carries the token and goes nowhere else', async () => {
    const sent: { path: string; init: RequestInit }[] = [];
    const changes = new Changes('token-1', (input, init) => {
      sent.push({ path: input as string, init: init ?? {} });
      return Promise.resolve(new Response('{}'));
    });
    expect(await changes.send('POST', '/api/agents/ana/call/hold', { call: 'c' }, whatever)).toEqual({
      kind: 'done',
      value: null,
    });
    expect(sent[0]?.init).toMatchObject({
      method: 'POST',
      credentials: 'same-origin',
      body: '{"call":"c"}',
      headers: { 'City311-CSRF': 'token-1' },
    });
  });

  it('is away when no answer comes', async () => {
    const changes = new Changes('token-1', () => Promise.reject(new TypeError('network')));
    expect(await changes.send('DELETE', '/api/agents/ana/wrap-up', undefined, whatever)).toEqual({ kind: 'away' });
  });

  describe('refused for its token', () => {
    beforeEach(() => {
      vi.stubGlobal('fetch', () =>
        Promise.resolve(new Response(JSON.stringify({ ...exampleSession(), csrf: 'token-2' }))),
      );
    });
    afterEach(() => {
      vi.unstubAllGlobals();
    });

    it('is sent once more with the token of the sign-in since', async () => {
      const tokens: string[] = [];
      const changes = new Changes('token-1', (_, init) => {
        const token = (init?.headers as Record<string, string>)['City311-CSRF'] ?? '';
        tokens.push(token);
        return Promise.resolve(new Response('{}', { status: token === 'token-2' ? 200 : 403 }));
      });
      expect((await changes.send('PUT', '/x', {}, whatever)).kind).toBe('done');
      expect((await changes.send('PUT', '/x', {}, whatever)).kind).toBe('done');
      expect(tokens).toEqual(['token-1', 'token-2', 'token-2']);
    });
  });
});
