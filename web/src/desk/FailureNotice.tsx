import type { Failure } from './net';
import { useWords, type Words } from './words';

/** Says why something was not done, and what to do. */
export function FailureNotice({ failure }: { readonly failure: Failure | null }) {
  const words = useWords();
  return (
    <div role="alert">
      {failure !== null && (
        <div className="notice notice-bad">
          <p>{failureInWords(failure, words)}</p>
          {failure.kind === 'rejected' && failure.text !== '' && <p lang="en">{failure.text}</p>}
        </div>
      )}
    </div>
  );
}

export function failureInWords(failure: Failure, { t }: Words): string {
  switch (failure.kind) {
    case 'refused':
      return t(`refused.${failure.why}`);
    case 'rejected':
      return t('failure.rejected');
    case 'signed-out':
      return t('failure.signed_out');
    case 'away':
      return t('failure.away');
    case 'unreadable':
      return t('failure.unreadable');
  }
}
