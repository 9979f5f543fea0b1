import { Component, type ReactNode } from 'react';
import { useSpeech } from '../i18n/context';
import { PageFrame } from './PageFrame';

/** Shows a page of its own when a screen fails while drawing, in place of an empty window. */
export class FaultBoundary extends Component<{ readonly children: ReactNode }, { failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <FaultPage /> : this.props.children;
  }
}

function FaultPage() {
  const { t } = useSpeech();
  return (
    <PageFrame city="City311" title={t('page.failed')}>
      <button
        type="button"
        className="button"
        onClick={() => {
          window.location.reload();
        }}
      >
        {t('page.reload')}
      </button>
    </PageFrame>
  );
}
