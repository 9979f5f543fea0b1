import type { Desk } from '../api';
import type { Scene } from '../scene';
import { useWords } from '../words';
import { Past } from './Past';
import { RequestWork } from './RequestWork';
import { useLastCall } from './last-call';
import { useTypeNames } from './type-names';

/** Who is on the line, what is known of them, and the request that is made for them. */
export function ResidentPart({ desk, scene }: { readonly desk: Desk; readonly scene: Scene }) {
  const { t, language } = useWords();
  const names = useTypeNames(language);
  const call = useLastCall(scene);
  return (
    <section className="desk-resident" aria-labelledby="resident-heading">
      <h2 id="resident-heading" className="visually-hidden">
        {t('resident.title')}
      </h2>
      {call !== null && <Past key={`past ${call.id}`} agent={desk.agent.id} names={names} />}
      <RequestWork key={`request ${call?.id ?? ''}`} call={call} names={names} />
    </section>
  );
}
