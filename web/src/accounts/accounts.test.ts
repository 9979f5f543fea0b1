import { describe, expect, it } from 'vitest';
import { mistakeIn } from './ChangePassword';
import en from './messages/en.json';
import es from './messages/es.json';
import { faultOf } from './net';
import { pathAfter } from './session';

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
});

describe('where one goes after signing in', () => {
  it('is a path of our own that the address asks for', () => {
    expect(pathAfter('?next=/requests/track', ['agent'])).toBe('/requests/track');
  });

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)', '/a?b', ''])(
    'is never another site: %s',
    (wish) => {
      expect(pathAfter(`?next=${encodeURIComponent(wish)}`, ['agent'])).toBe('/');
    },
  );

  it('is what the roles are for', () => {
    expect(pathAfter('', ['administrator'])).toBe('/admin');
    expect(pathAfter('', ['analyst'])).toBe('/');
  });
});

describe('a fault', () => {
  it('is told by the status', () => {
    expect(faultOf(401, null, '')).toEqual({ kind: 'nobody' });
    expect(faultOf(403, null, '')).toEqual({ kind: 'forbidden' });
    expect(faultOf(429, '30', '')).toEqual({ kind: 'slow', seconds: 30 });
    expect(faultOf(429, null, '')).toEqual({ kind: 'slow', seconds: 15 });
    expect(faultOf(503, null, '')).toEqual({ kind: 'away' });
  });

  it('says what the server says, or nothing', () => {
    expect(faultOf(409, null, '{"error":"no"}')).toEqual({ kind: 'refused', status: 409, said: ['no'] });
    expect(faultOf(400, null, '{"error":"no","mistakes":["a","b"]}')).toEqual({
      kind: 'refused',
      status: 400,
      said: ['a', 'b'],
    });
    expect(faultOf(400, null, '<html>')).toEqual({ kind: 'refused', status: 400, said: [] });
  });
});

describe('a new password', () => {
  it('is long enough and typed twice alike', () => {
    expect(mistakeIn('eleven char', 'eleven char')).toBe('password.short');
    expect(mistakeIn('twelve chars', 'twelve charz')).toBe('password.differs');
    expect(mistakeIn('twelve chars', 'twelve chars')).toBeNull();
  });
});
