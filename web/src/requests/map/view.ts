import type { Box, Point } from './drawing';

/** What of the plane is seen: its middle, and how many units of the plane a pixel covers. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

/** The window's width and height, pixels. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** About 0.1 m to a pixel. */
const CLOSEST = 0.06;
const MARGIN_PX = 16;

/** All of the box, with a margin. */
export function viewOf(box: Box, size: Size): View {
  const scale = Math.max(
    (box.east - box.west) / Math.max(1, size.width - 2 * MARGIN_PX),
    (box.south - box.north) / Math.max(1, size.height - 2 * MARGIN_PX),
    CLOSEST,
  );
  return { x: (box.west + box.east) / 2, y: (box.north + box.south) / 2, scale };
}

/** The point under a pixel. */
export function pointAt(view: View, size: Size, pixel: Point): Point {
  return {
    x: view.x + (pixel.x - size.width / 2) * view.scale,
    y: view.y + (pixel.y - size.height / 2) * view.scale,
  };
}

/** Closer by the factor (below 1: farther), with what is under the pixel staying there; never farther than the whole city. */
export function zoomed(view: View, size: Size, factor: number, pixel: Point, whole: View): View {
  const scale = Math.min(whole.scale, Math.max(CLOSEST, view.scale / factor));
  const fixed = pointAt(view, size, pixel);
  return {
    x: fixed.x - (pixel.x - size.width / 2) * scale,
    y: fixed.y - (pixel.y - size.height / 2) * scale,
    scale,
  };
}

/** Moved so that the middle stays over the city. */
export function keptOver(view: View, box: Box): View {
  return {
    x: Math.min(box.east, Math.max(box.west, view.x)),
    y: Math.min(box.south, Math.max(box.north, view.y)),
    scale: view.scale,
  };
}

/**
 * The same view if a point lies well inside of it, else one with the point in the middle. So a map is
 * moved without dragging too: a tap near its edge brings that place to the middle.
 */
export function showing(view: View, size: Size, point: Point): View {
  const room = { x: size.width * 0.36 * view.scale, y: size.height * 0.36 * view.scale };
  const inside = Math.abs(point.x - view.x) <= room.x && Math.abs(point.y - view.y) <= room.y;
  return inside ? view : { ...view, x: point.x, y: point.y };
}

/** `viewBox` of SVG. */
export function viewBox(view: View, size: Size): string {
  const [width, height] = [size.width * view.scale, size.height * view.scale];
  return [view.x - width / 2, view.y - height / 2, width, height].map((each) => each.toFixed(2)).join(' ');
}

/** Whether anything of the box is seen. */
export function sees(view: View, size: Size, box: Box): boolean {
  const [right, down] = [(size.width / 2) * view.scale, (size.height / 2) * view.scale];
  return (
    box.east >= view.x - right &&
    box.west <= view.x + right &&
    box.south >= view.y - down &&
    box.north <= view.y + down
  );
}
