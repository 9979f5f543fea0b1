import { describe, expect, it, vi } from 'vitest';
import { list, Mismatch } from '../shape';
import { publicRequest, requestTypes, standings, takenReport, wholeType, type WholeType } from './api';
import { exampleRequest, exampleStandards, exampleTaken, exampleType, exampleTypes } from './example';
import { englishOf, faultInWords } from './FaultNotice';
import { faultOf } from './net';
import { grouped, typedNumber } from './number';
import { askedOf, contactMistakes, mistakesOf } from './report/check';
import { answersOf, emptyDraft, readKept, written } from './report/draft';
import { objectionsOf } from './report/Mistakes';
import { reportOf } from './report/report-of';
import { folded, mostUsed, sumOf } from './standards/sums';
import { promiseStanding, promiseUsed } from './track/promise';
import { promiseMoved } from './track/TimeLine';
import { wordsIn } from './words';
import en from './messages/en.json';
import es from './messages/es.json';

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

  it('count, measure and tell the time as the language does', () => {
    const words = wordsIn('en', ['en-US']);
    expect(words.counted('start.types', 1)).toBe('1 request');
    expect(words.counted('start.types', 1_200)).toBe('1,200 requests');
    expect([8.4, 950, 1_540].map(words.meters)).toEqual(['8 m', '950 m', '1.5 km']);
    expect([30, 90 * 60, 47 * 3_600, 49 * 3_600].map((s) => words.span(s * 1_000))).toEqual([
      '1 minute',
      '1 hour',
      '47 hours',
      '2 days',
    ]);
    expect(wordsIn('es', ['es']).counted('start.types', 2)).toBe('2 solicitudes');
  });

  it('tell the time in the city, and the name of its zone to whoever is in another', () => {
    const winter = Date.parse('2026-11-24T02:30:00Z');
    const own = new Intl.DateTimeFormat().resolvedOptions().timeZone;
    const [city, name] = own === 'America/Los_Angeles' ? ['America/New_York', 'EST'] : ['America/Los_Angeles', 'PST'];
    const words = wordsIn('en', ['en-US'], city);
    expect(words.moment(winter)).toMatch(new RegExp(`^Monday, November 23, 2026 at \\d+:30 PM ${name}$`, 'u'));
    expect(words.shortMoment(winter)).toMatch(new RegExp(`^Nov 23, 2026, \\d+:30 PM ${name}$`, 'u'));
    expect(words.day(winter)).toBe('Nov 23, 2026');
    expect(wordsIn('en', ['en-US'], own).shortMoment(winter)).toMatch(/M$/);
    expect(wordsIn('en', ['en-US'], 'Moon/Tranquility').day(winter)).toMatch(/^Nov 2[34], 2026$/);
  });

  it('tell that a promise moved only where it can be seen', () => {
    const words = wordsIn('en', ['en-US']);
    const due_was = Date.parse('2026-11-25T05:13:43.812Z');
    expect(promiseMoved({ due_was, due_became: due_was + 96 }, words)).toBeNull();
    expect(promiseMoved({ due_was, due_became: due_was + 60_000 }, words)).not.toBeNull();
    expect(promiseMoved({ due_was, due_became: null }, words)).toBeNull();
  });

  it('call nothing 100 % that was late once', () => {
    const { percent } = wordsIn('en', ['en-US']);
    expect([0, 0.29, 0.9999, 1].map(percent)).toEqual(['0%', '29%', '99%', '100%']);
  });
});

describe('what the server objects to', () => {
  const problems = [
    { field: 'contact.email', text: 'an e-mail address such as ana@example.org is allowed' },
    { field: 'answers.size', text: 'allowed: plate, tire' },
  ];
  const [english, spanish] = [wordsIn('en', ['en-US']), wordsIn('es', ['es'])];

  it('is said in the words of the reader, and in its own after them', () => {
    expect(objectionsOf(problems, spanish)).toEqual([
      { field: 'contact.email', text: es['mistake.email'], english: problems[0]?.text },
      { field: 'answers.size', text: es['mistake.server'], english: problems[1]?.text },
    ]);
    expect(objectionsOf(problems, english).map(({ text, english }) => [text, english])).toEqual(
      problems.map(({ text }) => [text, null]),
    );
  });

  it('is no English line among Spanish ones, nor lost', () => {
    const fault = { kind: 'refused', problems } as const;
    expect([faultInWords(fault, english), englishOf(fault, english)]).toEqual([
      problems.map(({ text }) => text).join(' '),
      null,
    ]);
    expect([faultInWords(fault, spanish), englishOf(fault, spanish)]).toEqual([
      es['fault.refused'],
      problems.map(({ text }) => text).join(' '),
    ]);
    expect(englishOf({ kind: 'refused', problems: [] }, spanish)).toBeNull();
  });
});

describe('messages of the server', () => {
  it('are read as it writes them', () => {
    expect(requestTypes(exampleTypes('en'), '')).toHaveLength(14);
    expect(pothole().questions.map(({ when }) => when?.question ?? null)).toEqual([null, 'size', null, null, null]);
    expect(publicRequest(exampleRequest('es'), '').history).toHaveLength(5);
    expect(takenReport(exampleTaken(), '').spoken).toBe('100 00020');
    expect(standings(exampleStandards('en', 30), '').some((each) => each.on_time_share === null)).toBe(true);
  });

  it('may write states in capitals, and numbers as objects', () => {
    expect(publicRequest({ ...exampleRequest('en'), state: 'ON_HOLD' }, '').state).toBe('on_hold');
    const merged = { ...exampleRequest('en'), merged_into: { number: '10000012', spoken: '100 00012' } };
    expect(publicRequest(merged, '').merged_into).toBe('10000012');
  });

  it.each([
    ['no object', null],
    ['a state that is none', { ...exampleRequest('en'), state: 'lost' }],
    ['a photo from elsewhere', { ...exampleRequest('en'), photos: ['//evil.example/x.png'] }],
    ['a script for a photo', { ...exampleRequest('en'), photos: ['javascript:alert(1)'] }],
    ['no history', { ...exampleRequest('en'), history: 'none' }],
  ])('are refused when they are not what they should be: %s', (_, message) => {
    vi.stubGlobal('location', new URL('http://city.example/'));
    expect(() => publicRequest(message, '')).toThrow(Mismatch);
  });

  it('say by their status what to do', () => {
    const errors = { errors: [{ field: 'words', text: 'too long' }] };
    expect(faultOf(429, '7', '')).toEqual({ kind: 'busy', seconds: 7 });
    expect(faultOf(503, 'Wed, 21 Oct 2026 07:28:00 GMT', '')).toEqual({ kind: 'away', seconds: null });
    expect(faultOf(502, null, '<html>')).toEqual({ kind: 'away', seconds: null });
    expect(faultOf(400, null, JSON.stringify(errors))).toEqual({ kind: 'refused', problems: errors.errors });
    expect(faultOf(413, null, 'too large')).toEqual({ kind: 'refused', problems: [] });
    expect(faultOf(404, null, '{}')).toEqual({ kind: 'unknown', problems: [] });
  });
});

describe('a number', () => {
  it.each([
    ['100 00004', 'number'],
    ['100-00004', 'number'],
    ['10000012', 'number'],
    [' ', 'empty'],
    ['1234', 'length'],
    ['10000004a', 'length'],
    ['01000004', 'length'],
    ['10000014', 'mistyped'],
    ['10000040', 'mistyped'],
  ])('%j is read as %s', (typed, kind) => {
    expect(typedNumber(typed).kind).toBe(kind);
  });

  it('is written in groups as the server says it', () => {
    expect(['10000004', '100000041', '123456789012'].map(grouped)).toEqual(['100 00004', '100 000 041', '123 456 789 012']);
  });
});

describe('a report', () => {
  it('asks what has a condition only where that holds, through a chain as well', () => {
    const [size, steps] = pothole().questions;
    const chain = [known(size), known(steps), { ...known(steps), id: 'deep', when: { question: 'how-many', is: ['9'] } }];
    const ids = (answers: Record<string, string[]>) => askedOf(chain, answers).map(({ id }) => id);
    expect(ids({})).toEqual(['size']);
    expect(ids({ size: ['larger'], 'how-many': ['9'] })).toEqual(['size', 'how-many', 'deep']);
    expect(ids({ size: ['plate'], 'how-many': ['9'] })).toEqual(['size']);
    expect(answersOf({ size: ['plate'], 'how-many': ['9'], spot: [' '] }, askedOf(chain, {}))).toEqual({ size: ['plate'] });
  });

  it('is held against the same limits as on the server', () => {
    const draft = { ...emptyDraft(''), contact: { name: 'Ana', email: 'ana@', phone: 'call me' } };
    const wrong = (answers: Record<string, string[]>) =>
      mistakesOf(pothole(), { ...draft, answers }).map(({ field, key }) => `${field} ${key}`);
    expect(wrong({})).toEqual([
      'position mistake.place',
      'answers.size mistake.answer',
      'contact.email mistake.email',
      'contact.phone mistake.phone',
    ]);
    expect(wrong({ size: ['larger'], 'how-many': ['51'], since: ['soon'], spot: ['x'.repeat(251)] })).toEqual(
      expect.arrayContaining(['answers.how-many mistake.number', 'answers.since mistake.date', 'answers.spot mistake.long']),
    );
    expect(mistakesOf(pothole(), { ...emptyDraft(''), area: 'Foundry', answers: { size: ['plate'] } })).toEqual([]);
  });

  it('may be anonymous, and an address as people have them is right', () => {
    expect(contactMistakes({ name: '', email: '', phone: '' })).toEqual([]);
    expect(contactMistakes({ name: '', email: 'josé.o’neil+311@ayuntamiento.example', phone: '+1 (410) 555-0100 x12' })).toEqual([]);
  });

  it('is sent with the pin, or else with the neighborhood in the address', () => {
    const draft = { ...emptyDraft(' hole '), area: 'Foundry', address: ' 400 Main St ' };
    expect(reportOf(pothole(), draft, 'es')).toEqual({
      type: 'pothole',
      language: 'es',
      words: 'hole',
      answers: {},
      address: '400 Main St, Foundry',
      asset: '',
      attachments: [],
      key: draft.key,
    });
    const position = { latitude: 39.2, longitude: -76.6 };
    expect(reportOf(pothole(), { ...draft, position }, 'es')).toMatchObject({ ...position, address: '400 Main St' });
    expect(reportOf({ ...pothole(), place: 'none' }, { ...draft, position }, 'es')).not.toHaveProperty('latitude');
  });

  it('is read back as it was kept, and anything else is nothing', () => {
    const draft = { ...emptyDraft('hole'), position: { latitude: 1.5, longitude: -2 }, answers: { size: ['tire'] } };
    expect(readKept(written({ kind: 'writing', draft }))).toEqual({ kind: 'writing', draft });
    const taken = takenReport(exampleTaken(), '');
    expect(readKept(written({ kind: 'taken', taken }))).toEqual({ kind: 'taken', taken });
    for (const other of ['', 'null', '[]', '{"draft":{"words":1}}', '{"taken":{}}']) {
      expect(readKept(other)).toBeNull();
    }
  });

  it('has a key of its own, long enough for the server', () => {
    const keys = new Set(Array.from({ length: 50 }, () => emptyDraft('').key));
    expect(keys.size).toBe(50);
    expect([...keys].every((key) => /^[0-9a-f]{32}$/.test(key))).toBe(true);
  });
});

describe('a promise', () => {
  const closed = { state: 'closed', history: [{ at: 900, what: 'closed', state: 'closed' }] } as const;
  const stand = (change: object) => promiseStanding(publicRequestWith(change), 1_000);

  it('is kept, broken, running, late, or none', () => {
    expect(stand({ due: 1_500 })).toEqual({ kind: 'running', left: 500 });
    expect(stand({ due: 700 })).toEqual({ kind: 'late', by: 300 });
    expect(stand({ due: null })).toEqual({ kind: 'none' });
    expect(stand({ state: 'merged' })).toEqual({ kind: 'merged' });
    expect(stand({ ...closed, due: 950 })).toEqual({ kind: 'kept', by: 50 });
    expect(stand({ ...closed, due: 800, late: true })).toEqual({ kind: 'broken', by: 100 });
    expect(stand({ state: 'closed', history: [], due: 800, late: true })).toEqual({ kind: 'broken', by: null });
  });

  it('is used up between the report and its due time, no less and no more', () => {
    const used = (change: object) => promiseUsed(publicRequestWith(change), 1_000);
    expect(used({ reported_at: 500, due: 1_500 })).toBe(0.5);
    expect(used({ reported_at: 500, due: 600 })).toBe(1);
    expect(used({ ...closed, reported_at: 500, due: 1_300 })).toBe(0.5);
  });

  function publicRequestWith(change: object) {
    return { ...publicRequest(exampleRequest('en'), ''), ...change, ...('history' in change ? {} : { history: [] }) };
  }
});

describe('the standards', () => {
  const all = standings(exampleStandards('en', 30), '');

  it('count what is open and overdue as late', () => {
    const one = known(all[0]);
    expect(sumOf([{ ...one, closed_on_time: 6, closed_late: 1, overdue_open: 1 }, { ...one, closed_on_time: 2, closed_late: 0, overdue_open: 0 }]).share).toBe(0.8);
    expect(sumOf([]).share).toBeNull();
  });

  it('are led by what is asked for most', () => {
    const uses = mostUsed(all, 5).map((each) => each.closed_on_time + each.closed_late + each.overdue_open + each.open);
    expect(uses).toEqual(uses.toSorted((a, b) => b - a));
    expect(list((it) => it)(mostUsed(all, 5), '')).toHaveLength(5);
  });

  it('are found without accents', () => {
    expect(folded('RECOLECCIÓN')).toBe('recoleccion');
  });
});

function pothole(): WholeType {
  return wholeType(exampleType('pothole', 'en'), '');
}

function known<T>(value: T | undefined): T {
  if (value === undefined) {
    throw new Error('the example has fewer than the test needs');
  }
  return value;
}
