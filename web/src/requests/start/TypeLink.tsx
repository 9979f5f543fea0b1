import type { RequestType } from '../api';
import { useWords } from '../words';

/** A type of request as a way to its report: what it is, who does it, until when. */
export function TypeLink({ type, plain = false }: { readonly type: RequestType; readonly plain?: boolean }) {
  const { t } = useWords();
  return (
    <a className="type-link" href={`/requests/new?type=${encodeURIComponent(type.id)}`}>
      <span className="type-name">{type.name}</span>
      {!plain && <span className="type-by">{type.department.name}</span>}
      <span className="type-promise">{t('type.promise', { promise: type.promise.text })}</span>
    </a>
  );
}
