import type { Call, Consult, Desk } from './api';

/** What the middle of the desk is about. */
export type Scene =
  | { readonly kind: 'idle' }
  /** A resident's call rings here. */
  | { readonly kind: 'offer'; readonly call: Call }
  | { readonly kind: 'talk'; readonly call: Call; readonly consult: Consult | null }
  /** A colleague asks this agent, with a resident on music. */
  | { readonly kind: 'asked'; readonly consult: Consult }
  /** A consult that was dialled at the phone, of which little is known. */
  | { readonly kind: 'by-phone'; readonly consult: Consult }
  | { readonly kind: 'wrap-up'; readonly call: string; readonly until: number };

export function sceneOf({ call, consult, wrap_up }: Desk): Scene {
  if (consult !== null && consult.asks === false) {
    return { kind: 'asked', consult };
  }
  if (call !== null) {
    return call.stage === 'ringing' ? { kind: 'offer', call } : { kind: 'talk', call, consult };
  }
  if (consult !== null) {
    return { kind: 'by-phone', consult };
  }
  return wrap_up === null ? { kind: 'idle' } : { kind: 'wrap-up', call: wrap_up.call, until: wrap_up.until };
}

/** The call of which notes can be typed now; null for none. */
export function notedCall(scene: Scene): string | null {
  switch (scene.kind) {
    case 'talk':
      return scene.call.id;
    case 'wrap-up':
      return scene.call;
    case 'idle':
    case 'offer':
    case 'asked':
    case 'by-phone':
      return null;
  }
}

/** Something that the agent must hear of at once, and whether it can wait for a pause in what is read out. */
export type News = 'offer' | 'asked' | 'resident-gone' | 'wrap-up';

/** What is new from one desk to the next, for those who don't see it. */
export function newsOf(before: Scene | null, now: Scene): News | null {
  if (now.kind === 'offer' && (before?.kind !== 'offer' || before.call.id !== now.call.id)) {
    return 'offer';
  }
  if (now.kind === 'asked' && before?.kind !== 'asked') {
    return 'asked';
  }
  if (now.kind === 'wrap-up' && before?.kind !== 'wrap-up') {
    return 'wrap-up';
  }
  return before?.kind === 'talk' && now.kind === 'by-phone' ? 'resident-gone' : null;
}
