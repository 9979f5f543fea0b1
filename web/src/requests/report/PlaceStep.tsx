import '../map/map.css';
import { use, useState } from 'react';
import type { Near } from '../api';
import { FaultNotice } from '../FaultNotice';
import { areaAt, type Position } from '../map/areas';
import { metersPerUnit, type Plane, toPlane } from '../map/drawing';
import { PinMap } from '../map/PinMap';
import { useCityMap } from '../map/use-city-map';
import { useMapWindow } from '../map/use-map-window';
import { viewOf } from '../map/view';
import { useAsk, useRested } from '../use-ask';
import { useWords } from '../words';
import { MOST_ADDRESS, MOST_ASSET } from './check';
import { LocateButton } from './LocateButton';
import { MistakeText } from './MistakeText';
import { NearContext } from './near-source';
import { NearbyReports } from './NearbyReports';
import type { PartProps } from './ReportForm';

/** A pin that moved is asked about once it has rested. */
const REST_MS = 450;

/** Where it is: on the map, by the browser's position, by the neighbourhood, or written; any one is enough. */
export function PlaceStep({ type, draft, change, wrong }: PartProps) {
  const { t, language } = useWords();
  const map = useCityMap();
  const frame = useMapWindow();
  const [alert, setAlert] = useState<string | null>(null);
  const { position } = draft;
  const rested = useRested(position, REST_MS);
  const source = use(NearContext);
  const near = useAsk(
    rested === null ? null : source.path(type.id, rested, language),
    source.shape,
    source.ask,
  );
  const reports = position === null ? [] : (near.value ?? near.last ?? []);
  const found = position === null ? null : areaAt(map.areas, position);
  const chosen = found?.name ?? (draft.area === '' ? null : draft.area);
  const mistake = wrong('position') ?? wrong('address');

  const put = (to: Position) => {
    const area = areaAt(map.areas, to);
    setAlert(area === null && map.areas.length > 0 ? t('place.outside') : null);
    change({ position: to, area: area?.name ?? '' });
  };
  const locate = (to: Position, precision: number) => {
    put(to);
    if (map.plane !== null) {
      const at = toPlane(map.plane, to);
      frame.setView({ ...at, scale: Math.max(0.6, precision / metersPerUnit(to.latitude) / 80) });
    }
  };
  const choose = (name: string) => {
    setAlert(null);
    const elsewhere = position !== null && found?.name !== name;
    change({ area: name, position: elsewhere ? null : position });
    const area = map.plane?.areas.find((each) => each.name === name);
    if (area !== undefined) {
      frame.setView(viewOf(area.box, frame.size));
    }
  };

  return (
    <div className="fields place">
      {type.place === 'optional' && <p>{t('place.optional')}</p>}
      <div className="field-row place-ways">
        {source.onTheSpot && <LocateButton found={locate} failed={setAlert} />}
        {map.areas.length > 0 && (
          <div className="field">
            <label className="field-name" htmlFor="area">
              {t('place.area')}
            </label>
            <select
              id="area"
              value={chosen ?? ''}
              onChange={(event) => {
                choose(event.target.value);
              }}
            >
              <option value="">{t('place.area.none')}</option>
              {map.areas
                .map(({ name }) => name)
                .toSorted((a, b) => a.localeCompare(b))
                .map((name) => (
                  <option key={name}>{name}</option>
                ))}
            </select>
          </div>
        )}
      </div>
      {alert !== null && (
        <p className="notice notice-warn" role="alert">
          {alert}
        </p>
      )}
      {map.fault !== null && <FaultNotice fault={map.fault} again={map.again} />}
      {map.plane !== null && (
        <div>
          <p className="field-hint" id="map-hint">
            {t('map.hint')}
          </p>
          <PinMap
            plane={map.plane}
            window={frame}
            tiles={map.tiles}
            pin={position}
            put={put}
            marks={marksOf(reports, map.plane)}
            chosen={chosen}
          />
        </div>
      )}
      <PlaceSaid position={position} area={found?.name ?? null} clear={() => { change({ position: null, area: '' }); }} />
      <NearbyReports reports={reports} fault={near.fault} again={near.again} />
      <div className="field">
        <label className="field-name" htmlFor="address">
          {t('place.address')} {position !== null && <span className="optional">{t('field.optional')}</span>}
        </label>
        <p className="field-hint" id="address-hint">
          {t('place.address.hint')}
        </p>
        <MistakeText id="address-mistake" text={mistake} />
        <input
          id="address"
          type="text"
          autoComplete="off"
          maxLength={MOST_ADDRESS}
          value={draft.address}
          aria-invalid={mistake !== undefined}
          aria-describedby={mistake === undefined ? 'address-hint' : 'address-mistake address-hint'}
          onChange={(event) => {
            change({ address: event.target.value });
          }}
        />
      </div>
      <div className="field">
        <label className="field-name" htmlFor="asset">
          {t('place.asset')} <span className="optional">{t('field.optional')}</span>
        </label>
        <p className="field-hint" id="asset-hint">
          {t('place.asset.hint')}
        </p>
        <MistakeText id="asset-mistake" text={wrong('asset')} />
        <input
          id="asset"
          type="text"
          className="short"
          autoComplete="off"
          maxLength={MOST_ASSET}
          value={draft.asset}
          aria-invalid={wrong('asset') !== undefined}
          aria-describedby={wrong('asset') === undefined ? 'asset-hint' : 'asset-mistake asset-hint'}
          onChange={(event) => {
            change({ asset: event.target.value });
          }}
        />
      </div>
    </div>
  );
}

interface PlaceSaidProps {
  readonly position: Position | null;
  readonly area: string | null;
  readonly clear: () => void;
}

/** Where the pin is, in words: for those who don't see the map, and for those who want to be sure. */
function PlaceSaid({ position, area, clear }: PlaceSaidProps) {
  const { t } = useWords();
  const words =
    position === null
      ? ''
      : t(area === null ? 'place.pin' : 'place.pin.area', {
          area: area ?? '',
          latitude: position.latitude.toFixed(5),
          longitude: position.longitude.toFixed(5),
        });
  return (
    <div className="place-said">
      <p role="status">{useRested(words, REST_MS)}</p>
      {position !== null && (
        <button type="button" className="button-plain" onClick={clear}>
          {t('place.clear')}
        </button>
      )}
    </div>
  );
}

function marksOf(reports: readonly Near[], plane: Plane) {
  return reports.flatMap(({ latitude, longitude }, index) =>
    latitude === null || longitude === null
      ? []
      : [{ at: toPlane(plane, { latitude, longitude }), label: String(index + 1) }],
  );
}
