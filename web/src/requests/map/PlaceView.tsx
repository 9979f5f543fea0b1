import './map.css';
import type { Position } from './areas';
import { toPlane } from './drawing';
import { MapPicture } from './MapPicture';
import { useCityMap } from './use-city-map';
import { useMapWindow } from './use-map-window';
import { viewOf } from './view';

const SCALE = 3;

/** Where something is, to look at; nothing where the city has no map. */
export function PlaceView({ position, name }: { readonly position: Position; readonly name: string }) {
  const { plane, tiles } = useCityMap();
  const { measured, size } = useMapWindow();
  if (plane === null) {
    return null;
  }
  const pin = toPlane(plane, position);
  const whole = viewOf(plane.box, size);
  return (
    <div className="map map-small" ref={measured} role="img" aria-label={name}>
      <MapPicture
        plane={plane}
        size={size}
        view={{ x: pin.x, y: pin.y, scale: Math.min(SCALE, whole.scale) }}
        whole={whole}
        tiles={tiles}
        pin={pin}
        marks={[]}
        chosen={null}
      />
    </div>
  );
}
