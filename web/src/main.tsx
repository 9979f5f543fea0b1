import { StrictMode, Suspense } from 'react';
import { createRoot } from 'react-dom/client';
import { SpeechProvider } from './i18n/context';
import { screenAt } from './screens';
import { FaultBoundary } from './shell/Fault';
import './shell/tokens.css';
import './shell/layers.css';

const place = document.getElementById('page');
if (place === null) {
  throw new Error('index.html has no element #page');
}
const Screen = screenAt(window.location.pathname);

createRoot(place).render(
  <StrictMode>
    <SpeechProvider>
      <FaultBoundary>
        <Suspense fallback={null}>
          <Screen />
        </Suspense>
      </FaultBoundary>
    </SpeechProvider>
  </StrictMode>,
);
