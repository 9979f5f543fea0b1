import { describe, expect, it } from 'vitest';
import { phoneOf, stateOf, type Softphone, type SoftphoneState } from './softphone';

const off: SoftphoneState = { line: { kind: 'off' }, call: null, quality: null, microphone: null };

class ScriptedSoftphone {
  asked: string[] = [];
  private state = off;
  private readonly subscribers = new Set<() => void>();

  readonly phone: Softphone = {
    current: () => this.state,
    subscribe: (onChange) => {
      this.subscribers.add(onChange);
      return () => {
        this.subscribers.delete(onChange);
      };
    },
    start: () => this.ask('start'),
    leave: () => void this.ask('leave'),
    answer: () => void this.ask('answer'),
    hangUp: () => void this.ask('hang up'),
    mute: (muted) => void this.ask(`mute ${muted}`),
    press: (key) => void this.ask(`press ${key}`),
    testEcho: () => void this.ask('echo'),
    choose: (id) => this.ask(`choose ${id}`),
  };

  set(change: Partial<SoftphoneState>): void {
    this.state = { ...this.state, ...change };
    this.subscribers.forEach((tell) => {
      tell();
    });
  }

  private ask(what: string): Promise<void> {
    this.asked.push(what);
    return Promise.resolve();
  }
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 0));

describe('the softphone as the desk sees it', () => {
  it.each([
    [{ kind: 'off' }, 'connecting', null],
    [{ kind: 'connecting' }, 'connecting', null],
    [{ kind: 'ready' }, 'registered', null],
    [{ kind: 'lost' }, 'failed', 'server-away'],
    [{ kind: 'ended', why: 'signed-out' }, 'failed', 'signed-out'],
    [{ kind: 'ended', why: 'taken-over' }, 'failed', 'replaced'],
    [{ kind: 'ended', why: 'cut-off' }, 'failed', 'refused'],
    [{ kind: 'ended', why: 'insecure' }, 'failed', 'insecure'],
    [{ kind: 'ended', why: 'denied' }, 'failed', 'microphone-denied'],
    [{ kind: 'ended', why: 'absent' }, 'failed', 'no-microphone'],
  ] as const)('with a line that is %j is %s, %s', (line, registration, trouble) => {
    expect(stateOf({ ...off, line }, [])).toMatchObject({ registration, trouble });
  });

  it.each([
    ['rings', 'ringing'],
    ['begins', 'talking'],
    ['talks', 'talking'],
  ] as const)('with a call that %s is %s', (stage, line) => {
    expect(stateOf({ ...off, call: { stage, muted: true } }, [])).toMatchObject({ line, muted: true });
  });

  it('warns of a quality that is poor, and of silence', () => {
    const quality = (verdict: 'good' | 'fair' | 'poor' | 'silent') =>
      stateOf({ ...off, quality: { verdict, loss: 0.1, jitter: 2, roundTrip: null } }, []).quality;
    expect((['good', 'fair', 'poor', 'silent'] as const).map((each) => quality(each)?.poor)).toEqual([
      false,
      false,
      true,
      true,
    ]);
    expect(quality('fair')).toMatchObject({ loss_share: 0.1, jitter_ms: 2, round_trip_ms: null });
  });

  it('is started, tells of changes by one immutable state, and is stopped with the desk', async () => {
    const there = new ScriptedSoftphone();
    const phone = phoneOf(there.phone, () => Promise.resolve([{ id: 'a', name: 'Headset' }]));
    await settled();
    expect(phone.current().microphones).toEqual([{ id: 'a', name: 'Headset' }]);
    expect(phone.current()).toBe(phone.current());
    let told = 0;
    const leave = phone.subscribe(() => {
      told += 1;
    });
    there.set({ call: { stage: 'rings', muted: false } });
    expect(told).toBe(1);
    expect(phone.current().line).toBe('ringing');
    phone.answer();
    phone.sendDigits('1#');
    phone.chooseMicrophone(null);
    leave();
    phone.close();
    expect(there.asked).toEqual(['start', 'answer', 'press 1', 'press #', 'choose default', 'leave']);
  });
});
