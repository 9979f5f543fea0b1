/** Fits the softphone of this page to what the desk knows of a phone. */
import type { Phone, PhoneState, PhoneTrouble } from './phone';

/** A microphone that can be chosen. */
interface Microphone {
  readonly id: string;
  readonly name: string;
}

/** The softphone's state, as much as the desk looks at. */
export interface SoftphoneState {
  readonly line:
    | { readonly kind: 'off' | 'connecting' | 'ready' | 'lost' }
    | {
        readonly kind: 'ended';
        readonly why: 'signed-out' | 'taken-over' | 'cut-off' | 'insecure' | 'denied' | 'absent';
      };
  readonly call: { readonly stage: 'rings' | 'begins' | 'talks'; readonly muted: boolean } | null;
  readonly quality: {
    readonly verdict: 'good' | 'fair' | 'poor' | 'silent';
    readonly loss: number;
    readonly jitter: number;
    readonly roundTrip: number | null;
  } | null;
  readonly microphone: string | null;
}

/** The softphone, as much as the desk uses of it. */
export interface Softphone {
  readonly current: () => SoftphoneState;
  readonly subscribe: (onChange: () => void) => () => void;
  readonly start: (microphone?: string | null) => Promise<void>;
  /** Lets go of everything, and hangs nobody up. */
  readonly leave: () => void;
  readonly answer: () => void;
  readonly hangUp: () => void;
  readonly mute: (muted: boolean) => void;
  readonly press: (key: string) => void;
  readonly testEcho: () => void;
  readonly choose: (microphone: string) => Promise<void>;
}

const troubles: Readonly<Record<Extract<SoftphoneState['line'], { kind: 'ended' }>['why'], PhoneTrouble>> = {
  'signed-out': 'signed-out',
  'taken-over': 'replaced',
  'cut-off': 'refused',
  insecure: 'insecure',
  denied: 'microphone-denied',
  absent: 'no-microphone',
};

/** The softphone's state in the desk's words. */
export function stateOf(
  { line, call, quality, microphone }: SoftphoneState,
  microphones: readonly Microphone[],
): PhoneState {
  return {
    registration: line.kind === 'ready' ? 'registered' : line.kind === 'ended' || line.kind === 'lost' ? 'failed' : 'connecting',
    trouble: line.kind === 'ended' ? troubles[line.why] : line.kind === 'lost' ? 'server-away' : null,
    line: call === null ? 'idle' : call.stage === 'rings' ? 'ringing' : 'talking',
    muted: call?.muted ?? false,
    quality:
      quality === null
        ? null
        : {
            loss_share: quality.loss,
            jitter_ms: quality.jitter,
            round_trip_ms: quality.roundTrip,
            poor: quality.verdict === 'poor' || quality.verdict === 'silent',
          },
    microphones,
    microphone,
  };
}

/**
 * The desk's phone by a softphone, which it starts.
 *
 * @param list asks the browser for its microphones
 */
export function phoneOf(softphone: Softphone, list: () => Promise<readonly Microphone[]>): Phone {
  const subscribers = new Set<() => void>();
  let microphones: readonly Microphone[] = [];
  let state = stateOf(softphone.current(), microphones);
  let closed = false;
  const change = () => {
    state = stateOf(softphone.current(), microphones);
    subscribers.forEach((tell) => {
      tell();
    });
  };
  const look = async () => {
    microphones = await list();
    change();
  };
  const start = (microphone?: string | null) =>
    softphone.start(microphone).then(() => {
      if (closed) {
        softphone.leave();
      } else {
        void look();
      }
    });
  const leave = softphone.subscribe(change);
  void start();
  return {
    current: () => state,
    subscribe: (onChange) => {
      subscribers.add(onChange);
      return () => {
        subscribers.delete(onChange);
      };
    },
    answer: softphone.answer,
    hangUp: softphone.hangUp,
    mute: softphone.mute,
    sendDigits: (digits) => {
      Array.from(digits).forEach(softphone.press);
    },
    testEcho: softphone.testEcho,
    chooseMicrophone: (id) => {
      void softphone.choose(id ?? 'default').then(look);
    },
    retry: () => {
      void start();
    },
    close: () => {
      closed = true;
      leave();
      softphone.leave();
    },
  };
}
