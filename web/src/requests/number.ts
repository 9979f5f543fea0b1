/** A request's number: a serial and a check digit (Damm's), as the server's `RequestNumber` has it. */

/** The totally anti-symmetric quasigroup of order 10: a row is the digit so far, a column the next. */
const QUASIGROUP = [
  '0317598642',
  '7092154863',
  '4206871359',
  '1750983426',
  '6123045978',
  '3674209581',
  '5869720134',
  '8945362017',
  '9438617205',
  '2581436790',
];

/** What somebody typed for a number: the number, or why it is none. */
export type TypedNumber =
  | { readonly kind: 'number'; readonly digits: string }
  | { readonly kind: 'empty' | 'length' | 'mistyped' };

/** Reads a number as somebody types or pastes it; spaces, hyphens and dots don't matter. */
export function typedNumber(typed: string): TypedNumber {
  const digits = typed.replace(/[\s.\-\u2010-\u2013]/g, '');
  if (digits === '') {
    return { kind: 'empty' };
  }
  if (!/^[1-9]\d{7,11}$/.test(digits)) {
    return { kind: 'length' };
  }
  const rest = Array.from(digits).reduce((digit, next) => Number(QUASIGROUP[digit]?.charAt(Number(next))), 0);
  return rest === 0 ? { kind: 'number', digits } : { kind: 'mistyped' };
}

/** In groups of three, the last of three to five: `100 00004`. */
export function grouped(digits: string): string {
  const groups: string[] = [];
  let rest = digits;
  while (rest.length >= 6) {
    groups.push(rest.slice(0, 3));
    rest = rest.slice(3);
  }
  return [...groups, rest].join(' ');
}
