import { useState } from 'react';
import { useAsk } from '../../requests/use-ask';
import { type Resident, resident, staffRequest } from '../api';
import { readSignedIn } from '../net';
import { useWords } from '../words';

interface PastProps {
  readonly agent: string;
  readonly names: Readonly<Record<string, string>>;
}

/** What is known of who is on the line: earlier calls and requests. */
export function Past({ agent, names }: PastProps) {
  const { t } = useWords();
  const path = `/api/agents/${encodeURIComponent(agent)}/call/resident`;
  const asked = useAsk(path, resident, readSignedIn);
  const known = asked.last;
  const requests = known?.requests ?? [];
  return (
    <div className="card past">
      <h3>{t('resident.title')}</h3>
      {known === null && asked.waiting && <p>{t('desk.loading')}</p>}
      {asked.fault !== null && (
        <p className="quiet">
          {t('resident.unknown')}{' '}
          <button type="button" className="button-plain" onClick={asked.again}>
            {t('desk.again')}
          </button>
        </p>
      )}
      {known !== null && known.calls.length === 0 && requests.length === 0 && <p>{t('resident.new')}</p>}
      {known !== null && known.calls.length > 0 && <Calls calls={known.calls} />}
      {requests.length > 0 && (
        <>
          <h4>{t('resident.requests')}</h4>
          <ul className="past-list">
            {requests.map((request) => (
              <li key={request.number}>
                <PastRequest request={request} name={names[request.type] ?? request.type} />
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

function Calls({ calls }: { readonly calls: Resident['calls'] }) {
  const { t, moment, word, clock } = useWords();
  return (
    <>
      <h4>{t('resident.calls')}</h4>
      <ul className="past-list">
        {calls.map((call) => (
          <li key={call.id}>
            <p className="past-head">
              <span>{moment(call.arrived)}</span>
              <span className="quiet">
                {[
                  ...(call.group === null ? [] : [call.group]),
                  word('result', call.result.toLowerCase()),
                  ...(call.agent === null ? [] : [call.agent]),
                  ...(call.talk_seconds === null ? [] : [clock(call.talk_seconds)]),
                ].join(' · ')}
              </span>
            </p>
            {call.note !== null && call.note !== '' && <p className="own-words">{call.note}</p>}
          </li>
        ))}
      </ul>
    </>
  );
}

interface PastRequestProps {
  readonly request: NonNullable<Resident['requests']>[number];
  readonly name: string;
}

/** A request of theirs, with more of it once it is opened. */
function PastRequest({ request, name }: PastRequestProps) {
  const { t, word, moment } = useWords();
  const [open, setOpen] = useState(false);
  const asked = useAsk(open ? `/api/requests/${request.number}` : null, staffRequest, readSignedIn);
  const known = asked.last;
  return (
    <details
      onToggle={(event) => {
        setOpen(event.currentTarget.open);
      }}
    >
      <summary>
        {name} <span className="quiet">{`${request.number} · ${word('request_state', request.state)}`}</span>
      </summary>
      {open && asked.fault !== null && <p>{t('resident.unknown')}</p>}
      {known !== null && (
        <dl className="call-facts">
          <div>
            <dt>{t('request.reported')}</dt>
            <dd>{moment(known.reported_at)}</dd>
          </div>
          <div>
            <dt>{t('request.due')}</dt>
            <dd>{known.due === null ? known.promise : moment(known.due)}</dd>
          </div>
          <div>
            <dt>{t('request.where')}</dt>
            <dd>{[known.address, known.neighbourhood].filter((each) => each !== '').join(', ') || '–'}</dd>
          </div>
          <div>
            <dt>{t('request.words')}</dt>
            <dd>{known.words || '–'}</dd>
          </div>
        </dl>
      )}
    </details>
  );
}
