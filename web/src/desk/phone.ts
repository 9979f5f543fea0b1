/**
 * The phone of a desk as the desk sees it: the softphone in this page, or none where the agent has a
 * telephone. Hold, transfers and consults are the server's and no part of it.
 */

/** Why the phone can't be rung, or the agent not be heard. */
export type PhoneTrouble =
  | 'no-microphone'
  | 'microphone-denied'
  /** Plain HTTP: browsers give no microphone. */
  | 'insecure'
  | 'server-away'
  | 'signed-out'
  /** Another tab or browser has registered in its place. */
  | 'replaced'
  | 'refused';

/** How well the two hear each other, as measured in the last seconds. */
export interface Quality {
  /** Share of what was sent to this desk and did not arrive, 0 to 1. */
  readonly loss_share: number;
  readonly jitter_ms: number;
  /** Null as long as the other side has not said. */
  readonly round_trip_ms: number | null;
  readonly poor: boolean;
}

export interface PhoneState {
  readonly registration: 'connecting' | 'registered' | 'failed';
  readonly trouble: PhoneTrouble | null;
  readonly line: 'idle' | 'ringing' | 'talking';
  readonly muted: boolean;
  readonly quality: Quality | null;
  readonly microphones: readonly { readonly id: string; readonly name: string }[];
  /** The microphone that was chosen; null for the browser's own choice. */
  readonly microphone: string | null;
}

export interface Phone {
  readonly current: () => PhoneState;
  readonly subscribe: (onChange: () => void) => () => void;
  readonly answer: () => void;
  /** Ends the talk; while it rings, declines it. */
  readonly hangUp: () => void;
  readonly mute: (on: boolean) => void;
  /** @param digits of `0123456789*#` */
  readonly sendDigits: (digits: string) => void;
  /** Calls the echo, by which one hears oneself. */
  readonly testEcho: () => void;
  readonly chooseMicrophone: (id: string | null) => void;
  /** Tries again after a trouble. */
  readonly retry: () => void;
  /** Lets go of the phone, as when another tab takes it over. A talk is not hung up. */
  readonly close: () => void;
}

/** Makes the phone of an agent; null for none, when it is a telephone. */
export type PhoneMaker = (agent: string, stop: AbortSignal) => Promise<Phone | null>;

declare global {
  interface Window {
    /** A phone that a desk of a city's own, or a test, brings along in place of the softphone. */
    city311Phone?: PhoneMaker;
  }
}

/** Makes this page's phone. The softphone's library is loaded by nobody else. */
export const makePhone: PhoneMaker = async (agent, stop) => {
  if (window.city311Phone !== undefined) {
    return window.city311Phone(agent, stop);
  }
  const { browserPhone } = await import('./browser-phone');
  return browserPhone(stop);
};
