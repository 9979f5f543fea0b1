import { useEffect, useState, useSyncExternalStore } from 'react';
import { accountOf, askForPhone, type Missing } from './api';
import { microphones, type Microphone } from './microphone';
import { Phone, type PhoneState } from './phone';

const ASK_AGAIN_MS = 3_000;

/** What there is for a phone: one in this page, or why there is none. */
export type Found = { readonly kind: 'looking' } | { readonly kind: 'desk' } | { readonly kind: Missing } | Here;

interface Here {
  readonly kind: 'here';
  readonly phone: Phone;
}

/** Finds out what phone the agent has. The phone is stopped with the page's component. */
export function useFoundPhone(): Found {
  const [found, setFound] = useState<Found>({ kind: 'looking' });
  useEffect(() => {
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let phone: Phone | null = null;
    const look = async () => {
      const described = await askForPhone();
      if (over) {
        return;
      }
      if (typeof described === 'string') {
        setFound({ kind: described });
        if (described === 'away') {
          timer = setTimeout(() => void look(), ASK_AGAIN_MS);
        }
        return;
      }
      const account = accountOf(described, window.location.href);
      if (account === null) {
        setFound({ kind: 'desk' });
        return;
      }
      phone = new Phone(account, async () => (await askForPhone()) !== 'signed-out');
      setFound({ kind: 'here', phone });
    };
    void look();
    return () => {
      over = true;
      clearTimeout(timer);
      phone?.stop();
    };
  }, []);
  return found;
}

export function usePhoneState(phone: Phone): PhoneState {
  return useSyncExternalStore(phone.subscribe, phone.current);
}

/** The microphones that can be chosen, as they come and go. */
export function useMicrophones(isOn: boolean): readonly Microphone[] {
  const [found, setFound] = useState<readonly Microphone[]>([]);
  useEffect(() => {
    if (!isOn) {
      return undefined;
    }
    let over = false;
    const look = () => {
      void microphones().then((those) => {
        if (!over) {
          setFound(those);
        }
      });
    };
    look();
    navigator.mediaDevices.addEventListener('devicechange', look);
    return () => {
      over = true;
      navigator.mediaDevices.removeEventListener('devicechange', look);
    };
  }, [isOn]);
  return found;
}
