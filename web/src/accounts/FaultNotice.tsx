import type { Fault } from './net';
import { useWords } from './words';

/** Says in words why the server did not do it. */
export function FaultNotice({ fault }: { readonly fault: Fault }) {
  const t = useWords();
  return (
    <div className="notice notice-bad" role="alert">
      {fault.kind === 'nobody' && <p>{t('fault.signed_out')}</p>}
      {fault.kind === 'forbidden' && <p>{t('fault.forbidden')}</p>}
      {fault.kind === 'slow' && <p>{t('sign_in.slow', { seconds: String(fault.seconds) })}</p>}
      {fault.kind === 'away' && <p>{t('fault.away')}</p>}
      {fault.kind === 'unreadable' && <p>{t('fault.unreadable')}</p>}
      {fault.kind === 'refused' && (
        <>
          <p>{t('fault.refused')}</p>
          <ul lang="en">
            {fault.said.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
