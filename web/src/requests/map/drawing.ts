/**
 * The map's plane: Web Mercator, so that a tile server's pictures fit under it, moved so that the
 * city's north-west corner is at 0, 0. One unit is a 2²⁴th of the equator, about 2.4 m there and less
 * to the north. Y grows to the south as on a screen.
 */
import type { Area, Degrees, Position } from './areas';

const UNITS_AROUND = 2 ** 24;
const METERS_AROUND = 40_075_016.686;

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** West, north, east and south, in units of the plane. */
export interface Box {
  readonly west: number;
  readonly north: number;
  readonly east: number;
  readonly south: number;
}

/** An area as it is drawn. */
export interface DrawnArea {
  readonly name: string;
  readonly box: Box;
  /** For seeing the whole city, and for being close: paths of SVG. */
  readonly coarse: string;
  readonly fine: string;
  /** Where its name stands. */
  readonly middle: Point;
}

/** All that a map draws of a city. */
export interface Plane {
  readonly origin: Point;
  readonly box: Box;
  readonly areas: readonly DrawnArea[];
}

function mercator(longitude: number, latitude: number): Point {
  const radians = (latitude * Math.PI) / 180;
  return {
    x: ((longitude + 180) / 360) * UNITS_AROUND,
    y: ((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * UNITS_AROUND,
  };
}

/** Where a position is drawn. */
export function toPlane(plane: Pick<Plane, 'origin'>, { latitude, longitude }: Position): Point {
  const { x, y } = mercator(longitude, latitude);
  return { x: x - plane.origin.x, y: y - plane.origin.y };
}

/** The position that is drawn there, to the sixth decimal: a hand's breadth. */
export function toPosition(plane: Pick<Plane, 'origin'>, { x, y }: Point): Position {
  const longitude = ((x + plane.origin.x) / UNITS_AROUND) * 360 - 180;
  const latitude =
    (Math.atan(Math.sinh(Math.PI * (1 - (2 * (y + plane.origin.y)) / UNITS_AROUND))) * 180) / Math.PI;
  return { latitude: round(latitude), longitude: round(longitude) };
}

function round(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}

/** How many meters one unit is at a latitude. */
export function metersPerUnit(latitude: number): number {
  return (METERS_AROUND / UNITS_AROUND) * Math.cos((latitude * Math.PI) / 180);
}

/** Lays out the areas; null when there are none, as then there is no map. */
export function planeOf(areas: readonly Area[]): Plane | null {
  const projected = areas.map((area) => ({
    name: area.name,
    rings: area.polygons.flatMap((rings) => rings.map((ring) => ring.map(project))),
  }));
  const all = boxAround(projected.flatMap((area) => area.rings));
  if (all === null) {
    return null;
  }
  const origin = { x: all.west, y: all.north };
  const size = Math.max(all.east - all.west, all.south - all.north);
  return {
    origin,
    box: { west: 0, north: 0, east: all.east - all.west, south: all.south - all.north },
    areas: projected.flatMap(({ name, rings }) => {
      const moved = rings.map((ring) => ring.map(({ x, y }) => ({ x: x - origin.x, y: y - origin.y })));
      const box = boxAround(moved);
      return box === null
        ? []
        : [{ name, box, coarse: path(moved, size / 900), fine: path(moved, size / 9_000), middle: middleOf(moved) }];
    }),
  };
}

function project([longitude, latitude]: Degrees): Point {
  return mercator(longitude, latitude);
}

function boxAround(rings: readonly (readonly Point[])[]): Box | null {
  const box = { west: Infinity, north: Infinity, east: -Infinity, south: -Infinity };
  for (const { x, y } of rings.flat()) {
    box.west = Math.min(box.west, x);
    box.north = Math.min(box.north, y);
    box.east = Math.max(box.east, x);
    box.south = Math.max(box.south, y);
  }
  return box.west === Infinity ? null : box;
}

/** The centroid of the largest ring; a name there may lie outside a crescent, but never far away. */
function middleOf(rings: readonly (readonly Point[])[]): Point {
  let best = { area: -1, x: 0, y: 0 };
  for (const ring of rings) {
    let [twice, cx, cy] = [0, 0, 0];
    ring.forEach((point, index) => {
      const next = ring[(index + 1) % ring.length] ?? point;
      const cross = point.x * next.y - next.x * point.y;
      twice += cross;
      cx += (point.x + next.x) * cross;
      cy += (point.y + next.y) * cross;
    });
    if (Math.abs(twice) > best.area && twice !== 0) {
      best = { area: Math.abs(twice), x: cx / (3 * twice), y: cy / (3 * twice) };
    }
  }
  return { x: best.x, y: best.y };
}

function path(rings: readonly (readonly Point[])[], tolerance: number): string {
  return rings
    .map((ring) => simplified(ring, tolerance))
    .filter((ring) => ring.length > 2)
    .map((ring) => `M${ring.map(({ x, y }) => `${x.toFixed(1)} ${y.toFixed(1)}`).join('L')}Z`)
    .join('');
}

/** A line with fewer corners that is never farther from the true one than the tolerance (Ramer, Douglas, Peucker). */
export function simplified(line: readonly Point[], tolerance: number): readonly Point[] {
  const kept = new Uint8Array(line.length);
  kept[0] = 1;
  kept[line.length - 1] = 1;
  // A ring ends where it begins: the corner that is farthest from there splits it in two.
  const stack: (readonly [number, number])[] = [[0, line.length - 1]];
  for (let span = stack.pop(); span !== undefined; span = stack.pop()) {
    const [from, to] = span;
    let [farthest, most] = [-1, tolerance];
    for (let index = from + 1; index < to; index += 1) {
      const off = distance(line[index], line[from], line[to]);
      if (off > most) {
        [farthest, most] = [index, off];
      }
    }
    if (farthest > 0) {
      kept[farthest] = 1;
      stack.push([from, farthest], [farthest, to]);
    }
  }
  return line.filter((_, index) => kept[index] === 1);
}

/** Of a point from the line through two others. */
function distance(point: Point | undefined, from: Point | undefined, to: Point | undefined): number {
  if (point === undefined || from === undefined || to === undefined) {
    return 0;
  }
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const long = Math.hypot(dx, dy);
  return long === 0
    ? Math.hypot(point.x - from.x, point.y - from.y)
    : Math.abs(dx * (point.y - from.y) - dy * (point.x - from.x)) / long;
}
