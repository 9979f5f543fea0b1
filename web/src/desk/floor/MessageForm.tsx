import { useState } from 'react';
import { whatever } from '../api';
import type { Acting } from '../context';
import { useWords } from '../words';

const MOST_CHARACTERS = 500;

/** A message to all desks. */
export function MessageForm({ acting }: { readonly acting: Acting }) {
  const { t } = useWords();
  const [text, setText] = useState('');
  const [told, setTold] = useState(false);
  const tell = async () => {
    const outcome = await acting.send('POST', '/api/desk/messages', { text: text.trim() }, whatever);
    setTold(outcome.kind === 'done');
    if (outcome.kind === 'done') {
      setText('');
    }
  };
  return (
    <form
      className="card"
      aria-labelledby="tell-heading"
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '' && !acting.busy) {
          void tell();
        }
      }}
    >
      <h2 id="tell-heading">{t('floor.tell')}</h2>
      <div className="field">
        <label className="field-name" htmlFor="tell">
          {t('floor.tell.what')}
        </label>
        <input
          id="tell"
          type="text"
          autoComplete="off"
          maxLength={MOST_CHARACTERS}
          value={text}
          onChange={(event) => {
            setTold(false);
            setText(event.target.value);
          }}
        />
      </div>
      <button type="submit" className="button" aria-disabled={text.trim() === '' || acting.busy}>
        {t('floor.tell.do')}
      </button>
      <p role="status">{told && t('floor.told')}</p>
    </form>
  );
}
