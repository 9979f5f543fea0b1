import { useState } from 'react';
import { type Floor, whatever } from '../api';
import { Dialog } from '../Dialog';
import { Timer } from '../Timer';
import { useWords } from '../words';
import type { FloorPartProps } from './Agents';
import { groupName } from './Floor';

type WaitingCall = Floor['waiting'][number];

/** Calls and callbacks that wait, in the order in which they are served, and moving them. */
export function Waiting({ floor, groups, clock, acting }: FloorPartProps) {
  const { t, tongue, number } = useWords();
  const [moving, setMoving] = useState<WaitingCall | null>(null);
  const move = (call: string, where: { readonly group: string } | { readonly front: true }) => {
    setMoving(null);
    void acting.send('POST', `/api/calls/${encodeURIComponent(call)}/move`, where, whatever);
  };
  return (
    <section className="card" aria-labelledby="waiting-heading">
      <h2 id="waiting-heading">
        {t('floor.waiting')} <span className="quiet">{number(floor.waiting.length)}</span>
      </h2>
      {floor.waiting.length === 0 ? (
        <p>{t('floor.waiting.none')}</p>
      ) : (
        <div className="table-room" role="group" aria-labelledby="waiting-heading" tabIndex={0}>
          <table className="floor-table">
            <thead>
              <tr>
                <th scope="col">{t('floor.group')}</th>
                <th scope="col">{t('call.language')}</th>
                <th scope="col">{t('floor.waits')}</th>
                <th scope="col">{t('call.number')}</th>
                <th scope="col">{t('floor.priority')}</th>
                <th scope="col">{t('floor.do')}</th>
              </tr>
            </thead>
            <tbody>
              {floor.waiting.map((call) => (
                <tr key={call.id} data-call={call.id}>
                  <th scope="row">{groupName(groups, call.group)}</th>
                  <td>{tongue(call.language)}</td>
                  <td>
                    <Timer since={call.queued} clock={clock} />
                  </td>
                  <td>
                    {call.number} {call.callback && <span className="quiet">{t('call.callback')}</span>}
                  </td>
                  <td>{number(call.priority)}</td>
                  <td>
                    <div className="buttons">
                      <button
                        type="button"
                        className="button button-quiet button-small"
                        aria-label={t('floor.front.of', { number: call.number })}
                        onClick={() => {
                          move(call.id, { front: true });
                        }}
                      >
                        {t('floor.front')}
                      </button>
                      <button
                        type="button"
                        className="button button-quiet button-small"
                        aria-haspopup="dialog"
                        aria-label={t('floor.move.of', { number: call.number })}
                        onClick={() => {
                          setMoving(call);
                        }}
                      >
                        {t('floor.move')}
                      </button>
                    </div>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {floor.callbacks.length > 0 && (
        <>
          <h3>{t('floor.callbacks')}</h3>
          <ul className="past-list">
            {floor.callbacks.map((callback) => (
              <li key={callback.id} className="past-head">
                <strong>{groupName(groups, callback.group)}</strong>
                <span>{callback.number}</span>
                <Timer since={callback.queued} clock={clock} />
              </li>
            ))}
          </ul>
        </>
      )}
      {moving !== null && (
        <Dialog
          title={t('floor.move.of', { number: moving.number })}
          close={() => {
            setMoving(null);
          }}
        >
          <ul className="choices">
            {groups
              .filter(({ id }) => id !== moving.group)
              .map(({ id, name }) => (
                <li key={id}>
                  <button
                    type="button"
                    className="button button-quiet"
                    onClick={() => {
                      move(moving.id, { group: id });
                    }}
                  >
                    {name}
                  </button>
                </li>
              ))}
          </ul>
        </Dialog>
      )}
    </section>
  );
}
