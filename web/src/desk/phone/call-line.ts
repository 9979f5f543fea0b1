import { C } from 'jssip';
import type { AnswerOptions, IceCandidateEvent, RTCSession } from 'jssip/lib/RTCSession';
import type { Account } from './api';
import { type Counts, countsOf, type Quality, qualityBetween } from './quality';
import { ring } from './ringing';

/** A call of the phone, as it is shown. */
export interface Call {
  /** `rings`: answer or refuse it. `begins`: sound is on its way. */
  readonly stage: 'rings' | 'begins' | 'talks';
  /** The number of who calls, as the switch shows it; empty for none. */
  readonly from: string;
  readonly isEcho: boolean;
  readonly muted: boolean;
  /** When it came or was answered, in milliseconds since 1970. */
  readonly since: number;
}

const MEASURE_MS = 2_000;

/** What the first addresses for sound are worth waiting for; a server that does not answer must not hold a call up. */
const ADDRESSES_MS = 500;

/** One call from its INVITE to its end. */
export class CallLine {
  private call: Call;
  private quality: Quality | null = null;
  private counts: Counts | null = null;
  private readonly sound = new Audio();
  private measuring: ReturnType<typeof setInterval> | undefined;
  private silence: () => void = () => undefined;

  /**
   * @param tell hears of every change; of null once, at the end
   */
  constructor(
    private readonly session: RTCSession,
    private readonly account: Account,
    private readonly tell: (call: Call | null, quality: Quality | null) => void,
  ) {
    const direction: string = session.direction;
    const isEcho = direction === 'outgoing';
    this.call = {
      stage: isEcho ? 'begins' : 'rings',
      from: isEcho ? '' : session.remote_identity.uri.user,
      isEcho,
      muted: false,
      since: Date.now(),
    };
  }

  /** How an answer or a call of ours gets its sound. */
  static options(mediaStream: MediaStream, iceServers: readonly RTCIceServer[]): AnswerOptions {
    // The microphone is one for all calls: who was muted in the last one would be so in this.
    mediaStream.getAudioTracks().forEach((track) => {
      track.enabled = true;
    });
    return {
      mediaStream,
      mediaConstraints: { audio: true, video: false },
      pcConfig: { iceServers: [...iceServers] },
    };
  }

  begin(): void {
    this.session.on('icecandidate', hurry());
    this.session.on('peerconnection', ({ peerconnection }) => {
      this.listen(peerconnection);
    });
    // A call of ours has one already.
    const { connection } = this.session as { readonly connection: RTCPeerConnection | null };
    if (connection !== null) {
      this.listen(connection);
    }
    this.session.on('confirmed', () => {
      this.show({ stage: 'talks', since: Date.now() });
      this.measuring = setInterval(() => void this.measure(), MEASURE_MS);
    });
    for (const end of ['ended', 'failed'] as const) {
      this.session.on(end, () => {
        this.over();
      });
    }
    if (this.call.stage === 'rings') {
      this.silence = ring();
    }
    this.show({});
  }

  answer(stream: MediaStream | null): void {
    if (this.call.stage === 'rings' && stream !== null) {
      this.silence();
      this.show({ stage: 'begins' });
      this.session.answer(CallLine.options(stream, this.account.iceServers));
    }
  }

  hangUp(): void {
    if (!this.session.isEnded()) {
      this.session.terminate(this.call.stage === 'rings' ? { status_code: 603 } : {});
    }
  }

  mute(muted: boolean): void {
    if (muted) {
      this.session.mute({ audio: true });
    } else {
      this.session.unmute({ audio: true });
    }
    this.show({ muted });
  }

  press(key: string): void {
    if (this.call.stage === 'talks') {
      this.session.sendDTMF(key, { transportType: C.DTMF_TRANSPORT.RFC2833 });
    }
  }

  /** Another microphone from now on. */
  async speakInto(stream: MediaStream): Promise<void> {
    const { connection } = this.session as { readonly connection: RTCPeerConnection | null };
    const track = stream.getAudioTracks()[0] ?? null;
    if (track !== null) {
      track.enabled = !this.call.muted;
    }
    await connection?.getSenders()[0]?.replaceTrack(track);
  }

  /** The phone has another way to the switch, which has to learn of it to end the call. */
  reachableAgain(): void {
    if (this.session.isEstablished()) {
      this.session.renegotiate({ useUpdate: false });
    }
  }

  private listen(connection: RTCPeerConnection): void {
    connection.addEventListener('track', ({ track, streams }) => {
      this.sound.srcObject = streams[0] ?? new MediaStream([track]);
      void this.sound.play().catch(() => undefined);
    });
  }

  private async measure(): Promise<void> {
    const report = await this.session.connection.getStats();
    const entries: Readonly<Record<string, unknown>>[] = [];
    report.forEach((entry: Readonly<Record<string, unknown>>) => entries.push(entry));
    const now = countsOf(entries, performance.now());
    const quality = this.counts === null ? null : qualityBetween(this.counts, now);
    if (quality !== null || this.counts === null) {
      this.counts = now;
    }
    this.quality = quality ?? this.quality;
    if (!this.session.isEnded()) {
      this.show({});
    }
  }

  private over(): void {
    this.silence();
    clearInterval(this.measuring);
    this.sound.srcObject = null;
    this.tell(null, null);
  }

  private show(change: Partial<Call>): void {
    this.call = { ...this.call, ...change };
    this.tell(this.call, this.quality);
  }
}

/** Goes on with the addresses that are there after a while. */
function hurry(): (event: IceCandidateEvent) => void {
  let waiting = false;
  return ({ ready }) => {
    if (!waiting) {
      waiting = true;
      setTimeout(ready, ADDRESSES_MS);
    }
  };
}
