import { accountOf, askForPhone } from './phone/api';
import { microphones } from './phone/microphone';
import { Phone as JsSipPhone } from './phone/phone';
import type { Phone } from './phone';
import { phoneOf } from './softphone';

const ASK_AGAIN_MS = 3_000;

/**
 * The softphone of this page for whoever is signed in; null where the agent's phone is a telephone, or the
 * server knows of none. It is asked for until the server says.
 */
export async function browserPhone(stop: AbortSignal): Promise<Phone | null> {
  while (!stop.aborted) {
    const described = await askForPhone();
    if (described === 'away') {
      await rest(stop);
    } else {
      const account = typeof described === 'string' ? null : accountOf(described, window.location.href);
      return account === null
        ? null
        : phoneOf(new JsSipPhone(account, async () => (await askForPhone()) !== 'signed-out'), microphones);
    }
  }
  return null;
}

function rest(stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ASK_AGAIN_MS);
    stop.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
