import { type SubmitEvent, useEffect, useRef, useState } from 'react';
import { requestTypes } from '../api';
import { FaultNotice } from '../FaultNotice';
import { SiteFrame } from '../SiteFrame';
import { useAsk, useRested } from '../use-ask';
import { useWords } from '../words';
import { Departments } from './Departments';
import { TypeLink } from './TypeLink';
import { keepSaid, saidBefore } from './said';

/** A pause between two letters that is shorter than this asks nothing. */
const REST_MS = 180;
const MOST_CHARACTERS = 200;

/** Where a report begins: in the resident's own words, or by the department. */
export function Start() {
  const { t, counted, language } = useWords();
  const [said, setSaid] = useState(saidBefore);
  const wanted = useRested(said.trim(), REST_MS);
  const found = useAsk(
    wanted.length < 2
      ? null
      : `/api/public/types/find?q=${encodeURIComponent(wanted)}&language=${language}`,
    requestTypes,
  );
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    keepSaid(said);
  }, [said]);

  const shown = wanted.length < 2 ? null : (found.value ?? found.last);
  const toFirst = (event: SubmitEvent) => {
    event.preventDefault();
    list.current?.querySelector('a')?.focus();
  };
  return (
    <SiteFrame title={t('start.title')} part="start">
      <section className="hero" aria-labelledby="start-title">
        <h1 id="start-title">{t('start.title')}</h1>
        <form role="search" onSubmit={toFirst}>
          <label htmlFor="said">{t('start.say')}</label>
          <input
            id="said"
            type="search"
            autoComplete="off"
            maxLength={MOST_CHARACTERS}
            placeholder={t('start.example')}
            value={said}
            onChange={(event) => {
              setSaid(event.target.value);
            }}
          />
        </form>
        <p className="visually-hidden" role="status">
          {shown !== null && !found.waiting && found.fault === null
            ? shown.length === 0
              ? t('start.none.said')
              : counted('start.found', shown.length)
            : ''}
        </p>
        {found.fault !== null && <FaultNotice fault={found.fault} again={found.again} />}
        {shown !== null && found.fault === null && (
          <div className="suggestions" aria-busy={found.waiting}>
            {shown.length > 0 ? (
              <ul ref={list} aria-label={t('start.suggestions')}>
                {shown.map((type) => (
                  <li key={type.id}>
                    <TypeLink type={type} />
                  </li>
                ))}
              </ul>
            ) : (
              !found.waiting && <p className="suggestions-none">{t('start.none')}</p>
            )}
          </div>
        )}
      </section>
      <Departments />
    </SiteFrame>
  );
}
