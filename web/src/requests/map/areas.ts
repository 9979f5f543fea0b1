import { Mismatch, type Shape } from '../../shape';

/** Degrees, WGS 84. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

/** Longitude and latitude, as GeoJSON has them. */
export type Degrees = readonly [number, number];

/** A neighbourhood: its polygons, of each the outer ring first and then its holes. */
export interface Area {
  readonly name: string;
  readonly polygons: readonly (readonly (readonly Degrees[])[])[];
}

/**
 * The city's neighbourhoods from GeoJSON. Checked by hand and not by the bricks: a large city has more
 * than a hundred thousand corners, and the bricks write down a path for each.
 */
export const areas: Shape<readonly Area[]> = (value, path) => {
  const found = member(value, 'features');
  if (!Array.isArray(found)) {
    throw new Mismatch(path, 'a FeatureCollection');
  }
  return found.flatMap((feature: unknown, index) => {
    const area = areaOf(feature);
    if (area === undefined) {
      throw new Mismatch(`features.${index}`, 'an area with a name');
    }
    return area === null ? [] : [area];
  });
};

/** Null for a point or a line, which is no area. */
function areaOf(feature: unknown): Area | null | undefined {
  const name = member(member(feature, 'properties'), 'name');
  const geometry = member(feature, 'geometry');
  const coordinates = member(geometry, 'coordinates');
  if (typeof name !== 'string' || !Array.isArray(coordinates)) {
    return undefined;
  }
  const polygons: unknown[] | null =
    member(geometry, 'type') === 'MultiPolygon'
      ? coordinates
      : member(geometry, 'type') === 'Polygon'
        ? [coordinates]
        : null;
  if (polygons === null) {
    return null;
  }
  return polygons.every(isPolygon) ? { name, polygons } : undefined;
}

function isPolygon(value: unknown): value is readonly (readonly Degrees[])[] {
  return Array.isArray(value) && value.every((ring) => Array.isArray(ring) && ring.every(isDegrees));
}

function isDegrees(value: unknown): value is Degrees {
  return (
    Array.isArray(value) &&
    Number.isFinite(value[0]) &&
    Number.isFinite(value[1]) &&
    Math.abs(Number(value[0])) <= 180 &&
    Math.abs(Number(value[1])) < 90
  );
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}

/** The area in which a position lies; null for none. */
export function areaAt(all: readonly Area[], position: Position): Area | null {
  return (
    all.find((area) =>
      area.polygons.some((rings) => rings.filter((ring) => isInside(ring, position)).length % 2 === 1),
    ) ?? null
  );
}

/** By the even-odd rule: a ray to the east crosses the ring an odd number of times. */
function isInside(ring: readonly Degrees[], { latitude, longitude }: Position): boolean {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
    const [x, y] = ring[i] ?? [0, 0];
    const [px, py] = ring[j] ?? [0, 0];
    if (y > latitude !== py > latitude && longitude < ((px - x) * (latitude - y)) / (py - y) + x) {
      inside = !inside;
    }
  }
  return inside;
}
