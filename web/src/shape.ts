/**
 * Shapes of JSON: each checks one unknown value and gives it back with its type, or throws a
 * {@link Mismatch} that names the field. TypeScript's types end where the network begins; these
 * hold there.
 */

/** A value was not what its shape says. */
export class Mismatch extends Error {
  constructor(
    readonly path: string,
    expected: string,
  ) {
    super(`${path === '' ? 'the message' : path}: expected ${expected}`);
  }
}

/** Checks a value found at a path such as `agents.ready`. */
export type Shape<T> = (value: unknown, path: string) => T;

/** The type of the values that a shape lets through. */
export type Shaped<S> = S extends Shape<infer T> ? T : never;

function shape<T>(expected: string, matches: (value: unknown) => value is T): Shape<T> {
  return (value, path) => {
    if (!matches(value)) {
      throw new Mismatch(path, expected);
    }
    return value;
  };
}

export const text = shape('text', (value) => typeof value === 'string');

export const flag = shape('true or false', (value) => typeof value === 'boolean');

/** A number of things: whole, not negative. */
export const count = shape(
  'a whole number from 0',
  (value): value is number => Number.isSafeInteger(value) && Number(value) >= 0,
);

/** Any finite number, such as a position's degrees. */
export const number = shape(
  'a number',
  (value): value is number => typeof value === 'number' && Number.isFinite(value),
);

/** One of these words. */
export function oneOf<const W extends readonly string[]>(...words: W): Shape<W[number]> {
  return shape(`one of ${words.join(', ')}`, (value): value is W[number] =>
    words.some((word) => word === value),
  );
}

/** A length of time in seconds, with fractions. */
export const seconds = shape(
  'seconds from 0',
  (value): value is number => Number.isFinite(value) && Number(value) >= 0,
);

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?Z$/;

/** An instant such as `2026-01-01T12:00:00.000Z`, given back as milliseconds since 1970. */
export const instant: Shape<number> = (value, path) => {
  const millis = typeof value === 'string' && INSTANT.test(value) ? Date.parse(value) : NaN;
  if (Number.isNaN(millis)) {
    throw new Mismatch(path, 'an instant in UTC');
  }
  return millis;
};

/** Null, or what the shape says; leaving the field out is a mismatch. */
export function nullable<T>(inner: Shape<T>): Shape<T | null> {
  return (value, path) => (value === null ? null : inner(value, path));
}

/** Null, or what the shape says; a field that this server does not send is null. */
export function optional<T>(inner: Shape<T>): Shape<T | null> {
  return (value, path) => (value === undefined ? null : nullable(inner)(value, path));
}

export function list<T>(inner: Shape<T>): Shape<readonly T[]> {
  return (value, path) => {
    if (!Array.isArray(value)) {
      throw new Mismatch(path, 'a list');
    }
    return value.map((item: unknown, index) => inner(item, under(path, index)));
  };
}

/** An object used as a dictionary. */
export function dictionary<T>(inner: Shape<T>): Shape<Readonly<Record<string, T>>> {
  return (value, path) =>
    Object.fromEntries(
      Object.entries(asObject(value, path)).map(([key, item]) => [key, inner(item, under(path, key))]),
    );
}

type Fields = Readonly<Record<string, Shape<unknown>>>;

/** An object with these fields. Others, which a later server may send, are left out. */
export function object<F extends Fields>(fields: F): Shape<{ readonly [K in keyof F]: Shaped<F[K]> }> {
  return (value, path) => {
    const found = asObject(value, path);
    const checked = Object.entries(fields).map(([name, inner]) => [
      name,
      inner(found[name], under(path, name)),
    ]);
    return Object.fromEntries(checked) as { readonly [K in keyof F]: Shaped<F[K]> };
  };
}

function asObject(value: unknown, path: string): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Mismatch(path, 'an object');
  }
  return value as Readonly<Record<string, unknown>>;
}

function under(path: string, name: string | number): string {
  return path === '' ? String(name) : `${path}.${name}`;
}
