import { UA, WebSocketInterface } from 'jssip';
import type { RTCSession } from 'jssip/lib/RTCSession';
import type { DisconnectEvent, RTCSessionEvent } from 'jssip/lib/UA';
import type { Account } from './api';
import { CallLine, type Call } from './call-line';
import { closeStream, type NoMicrophone, openMicrophone } from './microphone';
import type { Quality } from './quality';

/** How the phone stands with the centre. */
export type Line =
  | { readonly kind: 'off' }
  | { readonly kind: 'connecting' }
  /** Calls can come. */
  | { readonly kind: 'ready' }
  /** The way to the centre is broken; it is tried again by itself. A call's sound may go on. */
  | { readonly kind: 'lost' }
  /** It is over until somebody does something. */
  | { readonly kind: 'ended'; readonly why: 'signed-out' | 'taken-over' | 'cut-off' | NoMicrophone };

/** All that a page needs to draw the phone. */
export interface PhoneState {
  readonly line: Line;
  readonly call: Call | null;
  readonly quality: Quality | null;
  readonly microphone: string | null;
}

/** Why the server closed the socket; the same numbers as in `Closing.java`. */
const SESSION_ENDED = 4401;
const TAKEN_OVER = 4409;
const CUT_OFF: readonly number[] = [4400, 4403, 4413, 4429];

/** The server answers Asterisk's challenge in the page's place; JsSIP only needs something to compute with. */
const NO_PASSWORD = 'known-to-the-server';

/** A registration that was refused is tried anew over a new socket: its password has gone with the old one. */
const ANEW_AFTER_MS = 2_000;

/** Not `crypto.randomUUID`: on plain http there is none, and the page has to come as far as to say so. */
const pageId = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

const OFF: PhoneState = { line: { kind: 'off' }, call: null, quality: null, microphone: null };

/**
 * The agent's phone: SIP over WebSocket by JsSIP, one call at a time. Subscribers hear of every change of the
 * state, which is one immutable value.
 */
export class Phone {
  private state: PhoneState = OFF;
  /** Which page this is: the server tells by it a page that comes back from another that takes the phone over. */
  private readonly page = pageId();
  private readonly subscribers = new Set<() => void>();
  private ua: UA | null = null;
  private socket: WebSocketInterface | null = null;
  private stream: MediaStream | null = null;
  private line: CallLine | null = null;
  private anew: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly account: Account,
    /** Asked when a socket could not be opened: it does not tell why. */
    private readonly isSignedIn: () => Promise<boolean>,
  ) {}

  readonly current = (): PhoneState => this.state;

  readonly subscribe = (onChange: () => void): (() => void) => {
    this.subscribers.add(onChange);
    return () => this.subscribers.delete(onChange);
  };

  /** Opens the microphone and registers; another page of the same agent loses its phone by that. */
  readonly start = async (microphone: string | null = this.state.microphone): Promise<void> => {
    if (this.ua !== null) {
      return;
    }
    this.show({ line: { kind: 'connecting' } });
    const stream = await openMicrophone(microphone);
    if (typeof stream === 'string') {
      this.show({ line: { kind: 'ended', why: stream } });
      return;
    }
    this.keep(stream);
    this.connect();
  };

  /** Ends a call and the registration, and lets go of the microphone. */
  readonly stop = (): void => {
    this.end({ kind: 'off' });
  };

  /**
   * Lets go of everything without a word, as a page that is loaded anew does. A call is not hung up: the centre keeps
   * the resident for whichever page has the phone next.
   */
  readonly leave = (): void => {
    this.socket?.disconnect();
    this.stop();
  };

  readonly answer = (): void => {
    this.line?.answer(this.stream);
  };

  /** Refuses, gives up or ends the call. */
  readonly hangUp = (): void => {
    this.line?.hangUp();
  };

  readonly mute = (muted: boolean): void => {
    this.line?.mute(muted);
  };

  /** Presses a key within the call: `0`–`9`, `*`, `#`. */
  readonly press = (key: string): void => {
    this.line?.press(key);
  };

  /** Calls the echo, by which one hears oneself. */
  readonly testEcho = (): void => {
    if (this.ua !== null && this.line === null && this.stream !== null) {
      this.ua.call(this.account.echo, CallLine.options(this.stream, this.account.iceServers));
    }
  };

  /** Takes another microphone, also in the middle of a call. */
  readonly choose = async (microphone: string): Promise<void> => {
    const stream = await openMicrophone(microphone);
    if (typeof stream !== 'string') {
      await this.line?.speakInto(stream);
      this.keep(stream);
    }
  };

  private keep(stream: MediaStream): void {
    closeStream(this.stream);
    this.stream = stream;
    this.show({ microphone: stream.getAudioTracks()[0]?.getSettings().deviceId ?? null });
  }

  private connect(): void {
    const socket = new WebSocketInterface(`${this.account.socket}?page=${this.page}`);
    this.socket = socket;
    const ua = new UA({
      sockets: [socket],
      uri: this.account.address,
      contact_uri: `${this.account.address.replace(/@.*$/, '')}@${crypto.randomUUID()}.invalid;transport=ws`,
      password: NO_PASSWORD,
      register_expires: 300,
      connection_recovery_min_interval: 1,
      connection_recovery_max_interval: 8,
      user_agent: 'City311',
    });
    ua.on('registered', () => {
      this.show({ line: { kind: 'ready' } });
      this.line?.reachableAgain();
    });
    ua.on('registrationFailed', () => {
      this.connectAnew();
    });
    ua.on('disconnected', (event: DisconnectEvent) => {
      this.disconnected(event.code);
    });
    ua.on('newRTCSession', (event: RTCSessionEvent) => {
      this.called(event);
    });
    this.ua = ua;
    ua.start();
  }

  private connectAnew(): void {
    this.show({ line: { kind: 'lost' } });
    clearTimeout(this.anew);
    this.anew = setTimeout(() => {
      const before = this.ua;
      if (before !== null && this.line === null) {
        this.ua = null;
        before.stop();
        this.connect();
      } else if (before !== null) {
        before.register();
      }
    }, ANEW_AFTER_MS);
  }

  private disconnected(code: number | undefined): void {
    if (this.ua === null) {
      return;
    }
    if (code === SESSION_ENDED) {
      this.end({ kind: 'ended', why: 'signed-out' });
    } else if (code === TAKEN_OVER) {
      this.end({ kind: 'ended', why: 'taken-over' });
    } else if (code !== undefined && CUT_OFF.includes(code)) {
      this.end({ kind: 'ended', why: 'cut-off' });
    } else {
      this.show({ line: { kind: 'lost' } });
      void this.isSignedIn().then((signedIn) => {
        if (!signedIn && this.state.line.kind === 'lost') {
          this.end({ kind: 'ended', why: 'signed-out' });
        }
      });
    }
  }

  private called({ session }: { readonly session: RTCSession }): void {
    if (this.line !== null) {
      session.terminate({ status_code: 486 });
      return;
    }
    const line = new CallLine(session, this.account, (call, quality) => {
      if (call === null && this.line === line) {
        this.line = null;
      }
      this.show({ call, quality });
    });
    this.line = line;
    line.begin();
  }

  private end(line: Line): void {
    clearTimeout(this.anew);
    const { ua } = this;
    this.ua = null;
    this.line?.hangUp();
    ua?.stop();
    closeStream(this.stream);
    this.stream = null;
    this.show({ line });
  }

  private show(change: Partial<PhoneState>): void {
    this.state = { ...this.state, ...change };
    this.subscribers.forEach((tell) => {
      tell();
    });
  }
}
