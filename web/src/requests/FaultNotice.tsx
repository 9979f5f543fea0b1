import type { Fault } from './net';
import { useWords, type Words } from './words';

interface FaultNoticeProps {
  readonly fault: Fault;
  /** Tries once more what failed. */
  readonly again?: (() => void) | undefined;
}

/** Says in words why the server gave no answer, and lets the reader try again. */
export function FaultNotice({ fault, again }: FaultNoticeProps) {
  const words = useWords();
  return (
    <div className="notice notice-bad" role="alert">
      <p>{faultInWords(fault, words)}</p>
      {again !== undefined && (
        <button type="button" className="button-plain" onClick={again}>
          {words.t('fault.again')}
        </button>
      )}
    </div>
  );
}

export function faultInWords(fault: Fault, { t, number }: Words): string {
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
      return fault.problems.map((problem) => problem.text).join(' ') || t('fault.refused');
  }
}
