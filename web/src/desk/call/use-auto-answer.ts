import { useEffect, useRef } from 'react';
import type { Phone } from '../phone';
import type { Scene } from '../scene';
import { soundTone } from '../tone';

/** Answers each offer once by itself after a tone, if the agent wants that and the phone rings. */
export function useAutoAnswer(scene: Scene | null, phone: Phone | null, wanted: boolean): void {
  const answered = useRef<string | null>(null);
  const offered = scene?.kind === 'offer' ? `${scene.call.id} ${scene.call.since}` : null;
  useEffect(() => {
    if (!wanted || phone === null || offered === null) {
      return undefined;
    }
    const answer = () => {
      if (phone.current().line === 'ringing' && answered.current !== offered) {
        answered.current = offered;
        void soundTone().then(phone.answer);
      }
    };
    answer();
    return phone.subscribe(answer);
  }, [offered, phone, wanted]);
}
