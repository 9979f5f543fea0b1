import type { Fault, Problem } from './net';
import { useWords, type Words } from './words';

interface FaultNoticeProps {
  readonly fault: Fault;
  /** Tries once more what failed. */
  readonly again?: (() => void) | undefined;
}

/** Says in words why the server gave no answer, and lets the reader try again. */
export function FaultNotice({ fault, again }: FaultNoticeProps) {
  const words = useWords();
  const english = englishOf(fault, words);
  return (
    <div className="notice notice-bad" role="alert">
      <p>{faultInWords(fault, words)}</p>
      {english !== null && <p lang="en">{english}</p>}
      {again !== undefined && (
        <button type="button" className="button-plain" onClick={again}>
          {words.t('fault.again')}
        </button>
      )}
    </div>
  );
}

/** What the server says of a refusal, for readers of another language, who get our own words as well. */
export function englishOf(fault: Fault, { language }: Words): string | null {
  return fault.kind === 'refused' && language !== 'en' ? saidOf(fault.problems) || null : null;
}

function saidOf(problems: readonly Problem[]): string {
  return problems.map((problem) => problem.text).join(' ');
}

/** In the reader's language. */
export function faultInWords(fault: Fault, { t, number, language }: Words): string {
  switch (fault.kind) {
    case 'busy':
      return fault.seconds === null
        ? t('fault.busy')
        : t('fault.busy.seconds', { seconds: number(fault.seconds) });
    case 'away':
      return fault.seconds === null
        ? t('fault.away')
        : t('fault.away.seconds', { seconds: number(fault.seconds) });
    case 'unreadable':
      return t('fault.unreadable');
    case 'unknown':
      return t('fault.unknown');
    case 'refused':
      return (language === 'en' && saidOf(fault.problems)) || t('fault.refused');
  }
}
