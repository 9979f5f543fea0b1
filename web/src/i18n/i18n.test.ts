import { describe, expect, it } from 'vitest';
import { duration } from './duration';
import { chooseLanguage, formatLocale, inLanguage, languages, type MessageKey, say } from './language';
import en from './messages/en.json';
import es from './messages/es.json';

describe('messages', () => {
  it('are the same set, with the same holes, in every language', () => {
    const holes = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted();
    expect(Object.keys(es).toSorted()).toEqual(Object.keys(en).toSorted());
    for (const key of Object.keys(en) as MessageKey[]) {
      for (const language of languages) {
        expect(say(language, key).trim(), `${language} ${key}`).not.toBe('');
        expect(holes(say(language, key)), `${language} ${key}`).toEqual(holes(en[key]));
      }
    }
  });

  it('take values', () => {
    expect(say('en', 'live.as_of', { time: '12:00' })).toBe('As of 12:00');
  });
});

describe('the language', () => {
  it.each([
    [null, ['es-MX', 'en'], 'es'],
    [null, ['fr-CA', 'ES'], 'es'],
    [null, ['fr'], 'en'],
    [null, [], 'en'],
    ['en', ['es'], 'en'],
    ['es', ['en'], 'es'],
    ['tlh', ['es'], 'es'],
  ])('remembered %j, preferred %j: %s', (remembered, preferred, expected) => {
    expect(chooseLanguage(remembered, preferred)).toBe(expected);
  });

  it('keeps the region’s way of writing times', () => {
    expect(formatLocale('en', ['es', 'en-GB'])).toBe('en-GB');
    expect(formatLocale('es', ['en-GB'])).toBe('es');
  });

  it('falls back to a name that the city has', () => {
    expect(inLanguage('es', { en: 'Streets', es: 'Calles' }, 'streets')).toBe('Calles');
    expect(inLanguage('es', { en: 'Streets' }, 'streets')).toBe('Streets');
    expect(inLanguage('es', { fr: 'Rues' }, 'streets')).toBe('Rues');
    expect(inLanguage('es', {}, 'streets')).toBe('streets');
  });
});

describe('a duration', () => {
  it.each([
    [0, '0:00'],
    [8.9, '0:08'],
    [59.99, '0:59'],
    [60, '1:00'],
    [3_599, '59:59'],
    [3_600, '1:00:00'],
    [90_061, '25:01:01'],
  ])('%j is %s', (seconds, text) => {
    expect(duration(seconds)).toBe(text);
  });
});
