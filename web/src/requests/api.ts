/**
 * The public interface for service requests: one shape for each message, which is both the check at
 * the edge and the type inside. Names are the wire's own.
 */
import {
  count,
  dictionary,
  flag,
  instant,
  list,
  Mismatch,
  nullable,
  number,
  object,
  oneOf,
  optional,
  type Shape,
  type Shaped,
  text,
} from '../shape';

export const city = object({
  name: text,
  /** Where the map gets its pictures, `https://…/{z}/{x}/{y}.png`; null for nowhere. */
  tiles: optional(text),
  /** In which all times are told, such as `America/New_York`. */
  time_zone: optional(text),
});

const promise = object({ text });
const department = object({ id: text, name: text });

const typeFields = {
  id: text,
  name: text,
  department,
  promise,
  place: oneOf('required', 'optional', 'none'),
};

/** A type of request in a list. */
export const requestType = object(typeFields);
export const requestTypes = list(requestType);

const question = object({
  id: text,
  ask: text,
  answer: oneOf('text', 'number', 'date', 'one-of', 'many-of'),
  required: flag,
  /** Asked only after one of these answers to an earlier question. */
  when: optional(object({ question: text, is: list(text) })),
  options: optional(list(object({ id: text, text }))),
  most_characters: optional(count),
  least: optional(number),
  most: optional(number),
});

/** A type with all that a report of it needs. */
export const wholeType = object({
  ...typeFields,
  questions: list(question),
  /** What anybody may see of such a request. */
  public: oneOf('everything', 'place', 'area', 'nothing'),
});

/** The states in which a request can be; small letters whatever the server writes. */
const states = ['new', 'open', 'in_progress', 'on_hold', 'closed', 'reopened', 'merged'] as const;
const state = folded(oneOf(...states));

const near = object({
  number: digits,
  type: text,
  name: text,
  distance_m: number,
  reported_at: instant,
  state,
  due: optional(instant),
  words: optional(text),
  photo: optional(ownAddress),
  followers: count,
  latitude: optional(number),
  longitude: optional(number),
});
export const nearby = list(near);

/** What becomes of a report. */
export const takenReport = object({
  number: digits,
  /** The number in groups, as it is read out. */
  spoken: text,
  due: optional(instant),
  promise,
  state,
});

export const uploaded = object({ id: digits });

const mentioned = object({ number: digits });

const happening = object({
  at: instant,
  what: folded(text),
  state: optional(state),
  /** Of a closing. */
  outcome: optional(folded(oneOf('done', 'nothing_found', 'referred', 'declined', 'withdrawn'))),
  /** To which it was transferred. */
  department: optional(department),
  due_was: optional(instant),
  due_became: optional(instant),
  text: optional(text),
});

/** A request as anybody may see it; what its type does not show is null. */
export const publicRequest = object({
  number: digits,
  spoken: text,
  type: text,
  name: text,
  department,
  state,
  reported_at: instant,
  due: optional(instant),
  first_due: optional(instant),
  late: flag,
  area: optional(text),
  address: optional(text),
  latitude: optional(number),
  longitude: optional(number),
  words: optional(text),
  photos: optional(list(ownAddress)),
  followers: count,
  /** Whether "me too" is taken: not of what others can't see the place of, nor of what is over. */
  can_follow: flag,
  merged_into: optional(numbered),
  history: list(happening),
});

/** How one standard was kept in the last days. */
export const standing = object({
  type: text,
  name: text,
  department,
  promise,
  /** From 0 to 1; null when nothing was due. */
  on_time_share: nullable(number),
  closed_on_time: count,
  closed_late: count,
  overdue_open: count,
  open: count,
});
export const standings = list(standing);

export type City = Shaped<typeof city>;
export type RequestType = Shaped<typeof requestType>;
export type WholeType = Shaped<typeof wholeType>;
export type Question = Shaped<typeof question>;
export type Near = Shaped<typeof near>;
export type TakenReport = Shaped<typeof takenReport>;
export type PublicRequest = Shaped<typeof publicRequest>;
export type Happening = Shaped<typeof happening>;
export type RequestState = (typeof states)[number];
export type Standing = Shaped<typeof standing>;
export type Answers = Readonly<Record<string, readonly string[]>>;

/** A draft's answers, when they are read back. */
export const answersGiven = dictionary(list(text));

/** `IN_PROGRESS` and `in-progress` are `in_progress`. */
function folded<T>(inner: Shape<T>): Shape<T> {
  return (value, path) => inner(text(value, path).toLowerCase().replaceAll('-', '_'), path);
}

/** An id that may come as a number or as text. */
function digits(value: unknown, path: string): string {
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : text(value, path);
}

/** A request by its number alone, or by an object that has it. */
function numbered(value: unknown, path: string): string {
  return typeof value === 'object' ? mentioned(value, path).number : digits(value, path);
}

/** An address on this very server: no page sends its reader's address elsewhere for a picture. */
function ownAddress(value: unknown, path: string): string {
  const address = text(value, path);
  if (!/^\/(?!\/)/.test(address) && !address.startsWith(`${globalThis.location.origin}/`)) {
    throw new Mismatch(path, 'an address on this server');
  }
  return address;
}
