import { type KeyboardEvent, type PointerEvent, useEffect, useRef } from 'react';
import { useWords } from '../words';
import type { Position } from './areas';
import { metersPerUnit, type Plane, type Point, toPlane, toPosition } from './drawing';
import { type Mark, MapPicture } from './MapPicture';
import type { MapWindow } from './use-map-window';
import { keptOver, pointAt, showing, type View, viewOf, zoomed } from './view';

interface PinMapProps {
  readonly plane: Plane;
  readonly window: MapWindow;
  readonly tiles: string | null;
  readonly pin: Position | null;
  readonly put: (position: Position) => void;
  readonly marks: readonly Mark[];
  readonly chosen: string | null;
}

const STEP_PX = 10;
const LARGE_STEP_PX = 60;
const ZOOM = 1.6;
/** A pointer that moved no farther than this tapped. */
const TAP_PX = 6;
/** Where a pixel is more than this, a tap also comes closer: nobody hits a house from there. */
const EXACT_METERS_PER_PX = 4;
const CLOSER = 8;
/** A view of the street when the pin comes from elsewhere. */
const STREET_SCALE = 0.8;

const arrows: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** A map with a pin to put: by click, tap or the arrow keys. Nothing on the page needs it. */
export function PinMap({ plane, window: frame, tiles, pin, put, marks, chosen }: PinMapProps) {
  const { t } = useWords();
  const { measured, size, view: moved, setView } = frame;
  const whole = viewOf(plane.box, size);
  const at = pin === null ? null : toPlane(plane, pin);
  const view = moved ?? (at === null ? whole : { x: at.x, y: at.y, scale: STREET_SCALE });
  const pointers = useRef(new Map<number, Point>());
  const strayed = useRef(0);
  const element = useRef<HTMLDivElement>(null);
  const middle = { x: size.width / 2, y: size.height / 2 };

  const see = (next: View) => {
    setView(keptOver(next, plane.box));
  };
  const putAt = (point: Point, from: View) => {
    put(toPosition(plane, point));
    const meters = from.scale * metersPerUnit(toPosition(plane, point).latitude);
    see(
      meters > EXACT_METERS_PER_PX
        ? { x: point.x, y: point.y, scale: from.scale / CLOSER }
        : showing(from, size, point),
    );
  };
  const zoom = (factor: number) => {
    const about = at === null ? view : showing(view, size, at);
    see(zoomed(about, size, factor, at === null ? middle : pixelOf(at, about), whole));
  };
  const pixelOf = (point: Point, from: View): Point => ({
    x: (point.x - from.x) / from.scale + size.width / 2,
    y: (point.y - from.y) / from.scale + size.height / 2,
  });

  const onKeyDown = (event: KeyboardEvent) => {
    const arrow = arrows[event.key];
    if (event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    if (arrow !== undefined) {
      event.preventDefault();
      const step = (event.shiftKey ? LARGE_STEP_PX : STEP_PX) * view.scale;
      const from = at ?? { x: view.x, y: view.y };
      const to = at === null ? from : { x: from.x + arrow.x * step, y: from.y + arrow.y * step };
      put(toPosition(plane, to));
      see(showing(view, size, to));
    } else if (event.key === '+' || event.key === '=') {
      event.preventDefault();
      zoom(ZOOM);
    } else if (event.key === '-' || event.key === '_') {
      event.preventDefault();
      zoom(1 / ZOOM);
    } else if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      putAt(at ?? { x: view.x, y: view.y }, view);
    }
  };

  const local = (event: { readonly clientX: number; readonly clientY: number }): Point => {
    const box = element.current?.getBoundingClientRect();
    return { x: event.clientX - (box?.left ?? 0), y: event.clientY - (box?.top ?? 0) };
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) {
      return;
    }
    event.currentTarget.setPointerCapture(event.pointerId);
    if (pointers.current.size === 0) {
      strayed.current = 0;
    }
    pointers.current.set(event.pointerId, local(event));
  };
  const onPointerMove = (event: PointerEvent) => {
    const before = pointers.current.get(event.pointerId);
    if (before === undefined) {
      return;
    }
    const now = local(event);
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
    strayed.current += Math.hypot(now.x - before.x, now.y - before.y);
    if (strayed.current <= TAP_PX) {
      return;
    }
    pointers.current.set(event.pointerId, now);
    if (other === undefined) {
      see({
        x: view.x - (now.x - before.x) * view.scale,
        y: view.y - (now.y - before.y) * view.scale,
        scale: view.scale,
      });
    } else {
      const factor = gap(now, other) / Math.max(1, gap(before, other));
      see(zoomed(view, size, factor, { x: (now.x + other.x) / 2, y: (now.y + other.y) / 2 }, whole));
    }
  };
  const onPointerUp = (event: PointerEvent) => {
    const alone = pointers.current.size === 1;
    if (pointers.current.delete(event.pointerId) && alone && strayed.current <= TAP_PX) {
      putAt(pointAt(view, size, local(event)), view);
    }
  };
  const onPointerCancel = (event: PointerEvent) => {
    pointers.current.delete(event.pointerId);
  };

  // React listens for wheels passively: such a listener could not keep the page from scrolling.
  const wheel = useRef<(event: WheelEvent) => void>(() => undefined);
  useEffect(() => {
    wheel.current = (event) => {
      if (event.ctrlKey || document.activeElement === element.current) {
        event.preventDefault();
        see(zoomed(view, size, event.deltaY < 0 ? 1.25 : 0.8, local(event), whole));
      }
    };
  });
  useEffect(() => {
    const target = element.current;
    const listen = (event: WheelEvent) => {
      wheel.current(event);
    };
    target?.addEventListener('wheel', listen, { passive: false });
    return () => {
      target?.removeEventListener('wheel', listen);
    };
  }, []);

  return (
    <div className="map" ref={measured}>
      <div
        ref={element}
        className="map-ground"
        role="application"
        tabIndex={0}
        aria-label={t('map.label')}
        aria-describedby="map-hint"
        onKeyDown={onKeyDown}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onPointerUp}
        onPointerCancel={onPointerCancel}
      >
        <MapPicture
          plane={plane}
          size={size}
          view={view}
          whole={whole}
          tiles={tiles}
          pin={at}
          marks={marks}
          chosen={chosen}
        />
      </div>
      <div className="map-buttons">
        <button
          type="button"
          aria-label={t('map.closer')}
          onClick={() => {
            zoom(ZOOM);
          }}
        >
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <path d="M10 3v14M3 10h14" />
          </svg>
        </button>
        <button
          type="button"
          aria-label={t('map.farther')}
          onClick={() => {
            zoom(1 / ZOOM);
          }}
        >
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <path d="M3 10h14" />
          </svg>
        </button>
        <button
          type="button"
          aria-label={t('map.whole')}
          onClick={() => {
            setView(whole);
          }}
        >
          <svg viewBox="0 0 20 20" aria-hidden="true">
            <path d="M3 7V3h4M13 3h4v4M17 13v4h-4M7 17H3v-4" />
          </svg>
        </button>
      </div>
    </div>
  );
}

function gap(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}
