import { describe, expect, it } from 'vitest';
import { readLiveFigures } from './api';
import { exampleEvent } from './live/example-event';

const withField = (name: string, value: unknown) =>
  JSON.stringify({ ...exampleEvent(), [name]: value });

describe('readLiveFigures', () => {
  it('reads the documented event and turns instants into milliseconds', () => {
    const reading = readLiveFigures(JSON.stringify(exampleEvent()));
    expect(reading).toMatchObject({
      ok: true,
      value: { at: Date.UTC(2026, 0, 1, 12), waiting: 3, agents: { ready: 2 } },
    });
  });

  it('takes instants with any number of decimals, as Java writes them', () => {
    for (const text of ['2026-01-01T12:00:00Z', '2026-01-01T12:00:00.123456789Z']) {
      expect(readLiveFigures(withField('at', text)).ok, text).toBe(true);
    }
  });

  it('takes a centre without skill groups, without answers and with fields of a later version', () => {
    expect(readLiveFigures(withField('groups', [])).ok).toBe(true);
    expect(readLiveFigures(withField('asa_seconds', null)).ok).toBe(true);
    expect(readLiveFigures(withField('something_new', { a: 1 })).ok).toBe(true);
  });

  it('takes an expected wait that is a number, null or not there, and nothing else', () => {
    const withEstimate = (value: unknown) =>
      withField(
        'groups',
        exampleEvent().groups.map((group) => ({ ...group, estimated_wait_seconds: value })),
      );
    for (const [value, expected] of [[12.5, 12.5], [null, null], [undefined, null]]) {
      expect(readLiveFigures(withEstimate(value))).toMatchObject({
        value: { groups: [{ estimated_wait_seconds: expected }, {}, {}] },
      });
    }
    expect(readLiveFigures(withEstimate('soon')).ok).toBe(false);
  });

  it.each([
    ['waiting', '3'],
    ['waiting', -1],
    ['waiting', 1.5],
    ['waiting', undefined],
    ['at', 'yesterday'],
    ['longest_waiting_since', 12],
    ['longest_wait_seconds', null],
    ['asa_seconds', 'soon'],
    ['overflowed', undefined],
    ['agents', { ready: 1 }],
    ['groups', {}],
    ['groups', [{ id: 'streets' }]],
  ])('refuses %s = %j and names the field', (name, value) => {
    const reading = readLiveFigures(withField(name, value));
    expect(reading.ok).toBe(false);
    expect(!reading.ok && reading.reason).toContain(name);
  });

  it.each(['', '{', 'null', '[]', '"live"', '<html></html>'])('refuses %j', (data) => {
    expect(readLiveFigures(data).ok).toBe(false);
  });
});
