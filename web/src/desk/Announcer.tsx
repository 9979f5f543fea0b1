import { useState } from 'react';
import type { Announcement } from './api';
import { subjectOf } from './call/CallFacts';
import { newsOf, type Scene } from './scene';
import { useWords, type Words } from './words';

interface AnnouncerProps {
  readonly scene: Scene | null;
  readonly messages: readonly Announcement[];
  readonly autoAnswer: boolean;
}

/**
 * Tells a screen reader what the eye would catch: an offer at once, whatever is being read; the rest
 * when it pauses. Timers are never read out by themselves.
 */
export function Announcer({ scene, messages, autoAnswer }: AnnouncerProps) {
  const words = useWords();
  const [before, setBefore] = useState<Scene | null>(null);
  const [said, setSaid] = useState({ urgent: '', calm: '' });
  if (scene !== null && scene !== before) {
    const news = newsOf(before, scene);
    setBefore(scene);
    if (news === 'offer' || news === 'asked') {
      setSaid({ urgent: inWords(scene, words, autoAnswer), calm: '' });
    } else if (news !== null) {
      setSaid({ urgent: '', calm: words.t(`news.${news}`) });
    } else if (before !== null && before.kind !== scene.kind) {
      setSaid({ urgent: '', calm: words.t(`news.${scene.kind}`) });
    }
  }
  const message = messages[0];
  return (
    <>
      <p className="visually-hidden" role="alert" data-said="urgent">
        {said.urgent}
      </p>
      <p className="visually-hidden" role="status" data-said="calm">
        {said.calm}
      </p>
      <p className="visually-hidden" role="status">
        {message === undefined ? '' : words.t('message.said', { from: message.from, text: message.text })}
      </p>
    </>
  );
}

function inWords(scene: Scene, words: Words, autoAnswer: boolean): string {
  const { t, tongue, spoken } = words;
  if (scene.kind === 'offer') {
    const { language, waited_seconds } = scene.call;
    return t(autoAnswer ? 'news.offer.auto' : 'news.offer', {
      group: subjectOf(scene.call, words),
      language: tongue(language),
      wait: spoken(waited_seconds ?? 0),
    });
  }
  const { consult } = scene as Extract<Scene, { kind: 'asked' }>;
  return t('news.asked', { name: consult.with?.name ?? '' });
}
