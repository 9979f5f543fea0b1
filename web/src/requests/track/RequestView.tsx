import { lazy, Suspense } from 'react';
import type { PublicRequest } from '../api';
import { grouped } from '../number';
import { useWords } from '../words';
import { Follow } from './Follow';
import { promiseStanding, promiseUsed, type PromiseStanding } from './promise';
import { TimeLine } from './TimeLine';

const PlaceView = lazy(() => import('../map/PlaceView').then((it) => ({ default: it.PlaceView })));

/** A request as anybody may see it: how it stands, whether the promise holds, what happened. */
export function RequestView({ request, now }: { readonly request: PublicRequest; readonly now: number }) {
  const words = useWords();
  const { t, moment, counted } = words;
  const standing = promiseStanding(request, now);
  const position =
    request.latitude === null || request.longitude === null
      ? null
      : { latitude: request.latitude, longitude: request.longitude };
  return (
    <>
      <div className="page-head">
        <p className="kicker">{t('track.of', { number: request.spoken })}</p>
        <h1>{request.name}</h1>
        <p className="lead">{request.department.name}</p>
      </div>
      <div className="track">
        <section className="card standing" data-standing={standing.kind} aria-labelledby="standing">
          <h2 id="standing" className="visually-hidden">
            {t('track.standing')}
          </h2>
          <p className="state" data-state={request.state}>
            {t(`state.${request.state}`)}
          </p>
          {request.merged_into !== null && (
            <p>
              {t('track.merged')}{' '}
              <a href={`/requests/${request.merged_into}`}>
                {t('track.of', { number: grouped(request.merged_into) })}
              </a>
            </p>
          )}
          <StandingWords standing={standing} />
          {request.due !== null && standing.kind !== 'merged' && (
            <>
              <PromiseBar used={promiseUsed(request, now)} standing={standing.kind} />
              <dl className="promise-times">
                <div>
                  <dt>{t('track.reported')}</dt>
                  <dd>
                    <Moment at={request.reported_at} text={moment(request.reported_at)} />
                  </dd>
                </div>
                <div>
                  <dt>{t('track.due')}</dt>
                  <dd>
                    <Moment at={request.due} text={moment(request.due)} />
                  </dd>
                </div>
                {request.first_due !== null && request.first_due !== request.due && (
                  <div>
                    <dt>{t('track.first_due')}</dt>
                    <dd>
                      <Moment at={request.first_due} text={moment(request.first_due)} />
                    </dd>
                  </div>
                )}
              </dl>
            </>
          )}
          {request.followers > 0 && <p className="quiet">{counted('track.followers', request.followers)}</p>}
        </section>
        <section className="card" aria-labelledby="time-line">
          <h2 id="time-line">{t('track.history')}</h2>
          <TimeLine request={request} />
        </section>
        <ReportedThing request={request} />
        {position !== null && (
          <section className="card place-card" aria-labelledby="where">
            <h2 id="where">{t('track.where')}</h2>
            <PlaceWords request={request} />
            <Suspense fallback={null}>
              <PlaceView position={position} name={request.name} />
            </Suspense>
          </section>
        )}
        {request.can_follow && (
          <section className="card" aria-labelledby="follow">
            <h2 id="follow">{t('follow.title')}</h2>
            <Follow number={request.number} />
          </section>
        )}
      </div>
    </>
  );
}

function ReportedThing({ request }: { readonly request: PublicRequest }) {
  const { t, number } = useWords();
  const photos = request.photos ?? [];
  const noMap = request.latitude === null || request.longitude === null;
  const somewhere = (request.address ?? '') !== '' || (request.area ?? '') !== '';
  if ((request.words ?? '') === '' && photos.length === 0 && !(noMap && somewhere)) {
    return null;
  }
  return (
    <section className="card" aria-labelledby="reported">
      <h2 id="reported">{t('track.what')}</h2>
      {noMap && <PlaceWords request={request} />}
      {request.words !== null && request.words !== '' && (
        <blockquote className="own-words" lang="">
          {request.words}
        </blockquote>
      )}
      {photos.length > 0 && (
        <ul className="photos">
          {photos.map((address, index) => (
            <li key={address}>
              <img src={address} alt={t('track.photo', { number: number(index + 1) })} loading="lazy" />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function PlaceWords({ request }: { readonly request: PublicRequest }) {
  const place = [request.address, request.area].filter((part) => part !== null && part !== '').join(', ');
  return place === '' ? null : <p>{place}</p>;
}

function StandingWords({ standing }: { readonly standing: PromiseStanding }) {
  const { t, span } = useWords();
  switch (standing.kind) {
    case 'kept':
      return <p className="verdict">{t('promise.kept')}</p>;
    case 'broken':
      return (
        <p className="verdict">
          {standing.by === null ? t('promise.broken') : t('promise.broken.by', { span: span(standing.by) })}
        </p>
      );
    case 'running':
      return <p className="verdict">{t('promise.running', { span: span(standing.left) })}</p>;
    case 'late':
      return <p className="verdict">{t('promise.late', { span: span(standing.by) })}</p>;
    case 'none':
    case 'merged':
      return null;
  }
}

function Moment({ at, text }: { readonly at: number; readonly text: string }) {
  return <time dateTime={new Date(at).toISOString()}>{text}</time>;
}

/** How much of the promised time is gone; what it shows stands beside it in words. */
function PromiseBar({ used, standing }: { readonly used: number; readonly standing: string }) {
  return (
    <svg className="promise-bar" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true" data-standing={standing}>
      <rect className="promise-bar-ground" width="100" height="4" />
      <rect className="promise-bar-used" width={Math.max(1.5, used * 100)} height="4" />
    </svg>
  );
}
