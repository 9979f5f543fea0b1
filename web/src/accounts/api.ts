/** What the server says of accounts: one shape for each message, see docs/accounts.md. */
import { flag, list, nullable, object, oneOf, optional, type Shaped, text } from '../shape';

/** What an account may do, in the order in which pages list them. */
export const roles = ['agent', 'supervisor', 'department', 'analyst', 'administrator'] as const;

/** What an account can name that is not there any more. */
const places = ['agent', 'department'] as const;

const account = object({
  name: text,
  display_name: text,
  roles: list(oneOf(...roles)),
  /** The agent that this person works as. */
  agent: nullable(text),
  department: nullable(text),
  disabled: flag,
  must_change_password: flag,
  /** Said to administrators only. */
  missing: optional(list(oneOf(...places))),
});

/** `GET /api/session`: who is signed in. */
export const session = object({
  account: nullable(account),
  /** What each change carries; null for nobody. */
  csrf: optional(text),
  /** Where else one can sign in, by the name of it; null for nowhere. */
  openid: optional(text),
});

/** `GET /api/accounts`. */
export const accounts = object({ accounts: list(account) });

/** An account, with the password that was made for it. */
export const given = object({ name: text, password: text });

/** An account as it is now. */
export const changed = account;

export type Role = (typeof roles)[number];
export type Account = Shaped<typeof account>;
export type Session = Shaped<typeof session>;
