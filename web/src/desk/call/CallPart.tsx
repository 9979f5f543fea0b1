import type { ServerClock } from '../../live/server-clock';
import type { Desk } from '../api';
import { notedCall, type Scene } from '../scene';
import { useWords } from '../words';
import { Asked, ByPhone } from './Asked';
import { Offer } from './Offer';
import { OtherCall } from './OtherCall';
import { Talk } from './Talk';
import { WrapUp } from './WrapUp';

interface CallPartProps {
  readonly desk: Desk;
  readonly scene: Scene;
  readonly clock: ServerClock | null;
  /** Says so when there is no call; beside the floor nothing is said. */
  readonly saysNone: boolean;
}

/** The call that is offered, talked on or wrapped up, with the notes about it. */
export function CallPart({ desk, scene, clock, saysNone }: CallPartProps) {
  const { t } = useWords();
  const noted = notedCall(scene);
  return (
    <section className="desk-call" aria-labelledby="call-heading">
      <h2 id="call-heading" className="visually-hidden">
        {t('call.title')}
      </h2>
      {scene.kind === 'idle' && <OtherCall monitor={desk.monitor} />}
      {saysNone && scene.kind === 'idle' && desk.monitor === null && (
        <div className="card call-none">
          <p>{t(desk.agent.presence === 'ready' ? 'call.none.ready' : 'call.none')}</p>
        </div>
      )}
      {scene.kind === 'offer' && <Offer call={scene.call} extension={desk.agent.extension} clock={clock} />}
      {scene.kind === 'talk' && <Talk call={scene.call} consult={scene.consult} clock={clock} />}
      {scene.kind === 'asked' && <Asked consult={scene.consult} clock={clock} />}
      {scene.kind === 'by-phone' && <ByPhone consult={scene.consult} clock={clock} />}
      {noted !== null && (
        <WrapUp key={noted} call={noted} until={scene.kind === 'wrap-up' ? scene.until : null} clock={clock} />
      )}
    </section>
  );
}
