import type { Page } from 'playwright-core';
import type { PhoneState } from '../src/desk/phone';

/** What a test does with the phone that it put into the page. */
export interface PlayedPhone {
  readonly set: (change: Partial<PhoneState>) => Promise<void>;
  /** What the page asked of it, in order. */
  readonly asked: () => Promise<readonly string[]>;
}

interface There {
  readonly phoneOfTest: { readonly set: (change: object) => void; readonly asked: string[] };
}

/** Puts a played phone into a page before it is opened: it rings when told to, and notes what is asked of it. */
export async function playPhone(page: Page): Promise<PlayedPhone> {
  await page.addInitScript(() => {
    const asked: string[] = [];
    const subscribers = new Set<() => void>();
    let state = {
      registration: 'registered' as const,
      trouble: null,
      line: 'idle' as const,
      muted: false,
      quality: { loss_share: 0.002, jitter_ms: 6, round_trip_ms: 18, poor: false },
      microphones: [{ id: 'headset', name: 'Headset' }],
      microphone: null,
    } as PhoneState;
    const set = (change: object) => {
      state = { ...state, ...change };
      subscribers.forEach((tell) => {
        tell();
      });
    };
    const ask = (what: string) => {
      asked.push(what);
    };
    const tell = (what: string) => {
      ask(what);
      void fetch(`/scripted/${what}`, { method: 'POST' });
    };
    Object.assign(window, {
      phoneOfTest: { set, asked },
      city311Phone: () =>
        Promise.resolve({
          current: () => state,
          subscribe: (onChange: () => void) => {
            subscribers.add(onChange);
            return () => subscribers.delete(onChange);
          },
          answer: () => {
            set({ line: 'talking' });
            tell('answer');
          },
          hangUp: () => {
            set({ line: 'idle' });
            tell('hang-up');
          },
          mute: (on: boolean) => {
            set({ muted: on });
            ask(`mute ${on}`);
          },
          sendDigits: (digits: string) => {
            ask(`digits ${digits}`);
          },
          testEcho: () => {
            ask('echo');
          },
          chooseMicrophone: (id: string | null) => {
            set({ microphone: id });
            ask(`microphone ${id}`);
          },
          retry: () => {
            ask('retry');
          },
          close: () => {
            ask('close');
          },
        }),
    });
  });
  return {
    set: (change) =>
      page.evaluate((to) => {
        (window as unknown as There).phoneOfTest.set(to);
      }, change),
    asked: () => page.evaluate(() => (window as unknown as There).phoneOfTest.asked),
  };
}
