import type { Plane } from './drawing';
import type { Size, View } from './view';

/** A picture of a tile server, in units of the plane. */
export interface Tile {
  readonly href: string;
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

const PLANE_ZOOM = 24;
const TILE_PX = 256;
const CLOSEST_ZOOM = 19;
/** A window of 4,000 by 3,000 pixels needs fewer. */
const MOST = 240;

/** The pictures that cover what is seen. */
export function tilesIn(plane: Plane, view: View, size: Size, template: string): readonly Tile[] {
  // At zoom z the world is 2^z tiles of 256 px wide; the plane is 2^24 units wide.
  const zoom = Math.min(
    CLOSEST_ZOOM,
    Math.max(0, Math.round(PLANE_ZOOM - Math.log2(TILE_PX) - Math.log2(view.scale))),
  );
  const side = 2 ** (PLANE_ZOOM - zoom);
  const first = (middle: number, pixels: number, origin: number) =>
    Math.max(0, Math.floor((middle - (pixels / 2) * view.scale + origin) / side));
  const last = (middle: number, pixels: number, origin: number) =>
    Math.min(2 ** zoom - 1, Math.floor((middle + (pixels / 2) * view.scale + origin) / side));
  const tiles: Tile[] = [];
  for (let x = first(view.x, size.width, plane.origin.x); x <= last(view.x, size.width, plane.origin.x); x += 1) {
    for (let y = first(view.y, size.height, plane.origin.y); y <= last(view.y, size.height, plane.origin.y); y += 1) {
      const href = template.replace('{z}', String(zoom)).replace('{x}', String(x)).replace('{y}', String(y));
      tiles.push({ href, x: x * side - plane.origin.x, y: y * side - plane.origin.y, side });
    }
  }
  return tiles.slice(0, MOST);
}
