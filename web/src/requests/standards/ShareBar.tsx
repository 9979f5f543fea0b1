import { useWords } from '../words';

/** A share from 0 to 1 as a bar with its figure; a word where nothing was due. */
export function ShareBar({ share }: { readonly share: number | null }) {
  const { t, percent } = useWords();
  if (share === null) {
    return <span className="share-none">{t('standards.none_due')}</span>;
  }
  return (
    <span className="share">
      <svg className="share-bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
        <rect className="share-ground" width="100" height="8" />
        <rect className="share-kept" width={share * 100} height="8" />
      </svg>
      <span className="share-figure">{percent(share)}</span>
    </span>
  );
}
