import { useState } from 'react';
import { Mismatch, object, text } from '../../shape';
import type { Call } from '../api';
import type { Scene } from '../scene';

const KEPT_AS = 'city311.desk.last-call';
const lastCall = object({ id: text, number: text, language: text });

/** Who is or was on the line: what the desk must still know when the wrap-up has only the call's id. */
export interface LastCall {
  readonly id: string;
  /** Empty when withheld. */
  readonly number: string;
  readonly language: string;
}

/** The call that is worked on now; null for none, and for a wrap-up of a call that this tab never saw. */
export function useLastCall(scene: Scene): LastCall | null {
  const [last, setLast] = useState<LastCall | null>(kept);
  const now = scene.kind === 'talk' ? scene.call : null;
  if (now !== null && now.id !== last?.id) {
    const it = ofCall(now);
    keep(it);
    setLast(it);
  }
  switch (scene.kind) {
    case 'talk':
      return ofCall(scene.call);
    case 'wrap-up':
      return last?.id === scene.call ? last : { id: scene.call, number: '', language: '' };
    case 'by-phone':
      return last;
    case 'idle':
    case 'offer':
    case 'asked':
      return null;
  }
}

function ofCall({ id, number, language }: Call): LastCall {
  return { id, number, language };
}

function kept(): LastCall | null {
  try {
    return lastCall(JSON.parse(sessionStorage.getItem(KEPT_AS) ?? 'null'), '');
  } catch (problem) {
    if (problem instanceof Mismatch || problem instanceof SyntaxError || problem instanceof DOMException) {
      return null;
    }
    throw problem;
  }
}

function keep(call: LastCall): void {
  try {
    sessionStorage.setItem(KEPT_AS, JSON.stringify(call));
  } catch {
    // Then a wrap-up after a reload lacks the number.
  }
}
