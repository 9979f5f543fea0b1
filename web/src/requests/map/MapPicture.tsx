import { memo } from 'react';
import { type DrawnArea, type Plane, type Point } from './drawing';
import { sees, type Size, type View, viewBox } from './view';
import { tilesIn } from './tiles';

/** Something on the map beside the pin. */
export interface Mark {
  readonly at: Point;
  readonly label: string;
}

interface MapPictureProps {
  readonly plane: Plane;
  readonly size: Size;
  readonly view: View;
  readonly whole: View;
  /** `https://…/{z}/{x}/{y}.png`; null for areas alone. */
  readonly tiles: string | null;
  readonly pin: Point | null;
  readonly marks: readonly Mark[];
  /** The area that is set off from the others. */
  readonly chosen: string | null;
}

/** From here on the areas are drawn with all their corners. */
const FINE_FROM = 0.4;
const LETTER_PX = 6.6;

/** The map as a picture; it says nothing to a screen reader, as everything stands beside it in words. */
export function MapPicture({ plane, size, view, whole, tiles, pin, marks, chosen }: MapPictureProps) {
  const fine = view.scale < whole.scale * FINE_FROM;
  const k = view.scale;
  const seen = fine ? plane.areas.filter((area) => sees(view, size, area.box)) : plane.areas;
  const named = plane.areas.filter(
    (area) => (area.box.east - area.box.west) / k > area.name.length * LETTER_PX && sees(view, size, area.box),
  );
  return (
    <svg className="map-picture" viewBox={viewBox(view, size)} aria-hidden="true" focusable="false">
      {tiles !== null &&
        tilesIn(plane, view, size, tiles).map((tile) => (
          <image key={tile.href} href={tile.href} x={tile.x} y={tile.y} width={tile.side} height={tile.side} />
        ))}
      <Areas areas={seen} fine={fine} chosen={chosen} bare={tiles === null} />
      {named.map((area) => (
        <text
          key={area.name}
          className="map-name"
          transform={`translate(${area.middle.x.toFixed(1)} ${area.middle.y.toFixed(1)}) scale(${k.toFixed(4)})`}
        >
          {area.name}
        </text>
      ))}
      {marks.map((mark) => (
        <g
          key={mark.label}
          className="map-mark"
          transform={`translate(${mark.at.x.toFixed(2)} ${mark.at.y.toFixed(2)}) scale(${k.toFixed(4)})`}
        >
          <circle r="12" />
          <text dy="0.35em">{mark.label}</text>
        </g>
      ))}
      {pin !== null && (
        <g
          className="map-pin"
          transform={`translate(${pin.x.toFixed(2)} ${pin.y.toFixed(2)}) scale(${k.toFixed(4)})`}
        >
          <path d="M0 0C-3-11-15-17-15-29a15 15 0 1 1 30 0C15-17 3-11 0 0Z" />
          <circle cy="-29" r="5.5" />
        </g>
      )}
    </svg>
  );
}

/** The chosen one last, so that its neighbours don't cover its border. */
function lastOf(areas: readonly DrawnArea[], chosen: string | null): readonly DrawnArea[] {
  return [...areas.filter(({ name }) => name !== chosen), ...areas.filter(({ name }) => name === chosen)];
}

interface AreasProps {
  readonly areas: readonly DrawnArea[];
  readonly fine: boolean;
  readonly chosen: string | null;
  readonly bare: boolean;
}

/** Drawn anew only when other areas come into sight, not with every pixel that the map moves. */
const Areas = memo(
  function Areas({ areas, fine, chosen, bare }: AreasProps) {
    return (
      <g className={bare ? 'map-areas' : 'map-areas over-tiles'}>
        {lastOf(areas, chosen).map((area) => (
          <path
            key={area.name}
            d={fine ? area.fine : area.coarse}
            fillRule="evenodd"
            vectorEffect="non-scaling-stroke"
            data-chosen={area.name === chosen || undefined}
          />
        ))}
      </g>
    );
  },
  (before, now) =>
    before.fine === now.fine &&
    before.chosen === now.chosen &&
    before.bare === now.bare &&
    before.areas.length === now.areas.length &&
    before.areas.every((area, index) => area === now.areas[index]),
);
