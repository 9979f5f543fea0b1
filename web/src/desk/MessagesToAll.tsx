import { useState } from 'react';
import type { Announcement } from './api';
import { useWords } from './words';

/** What supervisors told everybody, until the agent puts it away. */
export function MessagesToAll({ messages }: { readonly messages: readonly Announcement[] }) {
  const { t, time } = useWords();
  const [away, setAway] = useState<readonly Announcement[]>([]);
  const shown = messages.filter((each) => !away.includes(each));
  if (shown.length === 0) {
    return null;
  }
  return (
    <section className="desk-messages" aria-label={t('message.title')}>
      {shown.map((each) => (
        <div key={`${each.at} ${each.text}`} className="notice">
          <p>
            <strong>{each.text}</strong>
          </p>
          <p className="message-foot">
            <span>{t('message.from', { from: each.from, time: time(each.at) })}</span>
            <button
              type="button"
              className="button-plain"
              onClick={() => {
                setAway([...away, each]);
              }}
            >
              {t('message.seen')}
            </button>
          </p>
        </div>
      ))}
    </section>
  );
}
