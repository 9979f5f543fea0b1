import { describe, expect, it } from 'vitest';
import { Mismatch } from '../../shape';
import { exampleAreas, exampleMiddle } from '../example';
import { areaAt, areas } from './areas';
import { metersPerUnit, planeOf, simplified, toPlane, toPosition } from './drawing';
import { tilesIn } from './tiles';
import { pointAt, showing, viewBox, viewOf, zoomed } from './view';

const city = areas(exampleAreas(), '');
const plane = planeOf(city);
if (plane === null) {
  throw new Error('the example has areas');
}
const size = { width: 600, height: 400 };
const whole = viewOf(plane.box, size);

describe('areas', () => {
  it('are found by a position, and none is outside of all', () => {
    expect(areaAt(city, exampleMiddle)?.name).toBe('Foundry');
    expect(areaAt(city, { latitude: 0, longitude: 0 })).toBeNull();
  });

  it('have holes', () => {
    const ring = (from: number, to: number) => [[from, from], [to, from], [to, to], [from, to], [from, from]];
    const [donut] = areas(
      { features: [{ properties: { name: 'Donut' }, geometry: { type: 'Polygon', coordinates: [ring(0, 9), ring(3, 6)] } }] },
      '',
    );
    expect(donut && areaAt([donut], { latitude: 1, longitude: 1 })?.name).toBe('Donut');
    expect(donut && areaAt([donut], { latitude: 4, longitude: 4 })).toBeNull();
  });

  it.each([
    ['no collection', {}],
    ['no name', { features: [{ properties: {}, geometry: { type: 'Polygon', coordinates: [] } }] }],
    ['a corner without a number', { features: [{ properties: { name: 'x' }, geometry: { type: 'Polygon', coordinates: [[[1, 'a']]] } }] }],
    ['a corner off the earth', { features: [{ properties: { name: 'x' }, geometry: { type: 'Polygon', coordinates: [[[1, 91]]] } }] }],
  ])('are refused where they are none: %s', (_, found) => {
    expect(() => areas(found, '')).toThrow(Mismatch);
  });

  it('are not made of points', () => {
    expect(areas({ features: [{ properties: { name: 'x' }, geometry: { type: 'Point', coordinates: [1, 2] } }] }, '')).toEqual([]);
  });
});

describe('the plane', () => {
  it('gives a position back to a hand’s breadth', () => {
    const back = toPosition(plane, toPlane(plane, exampleMiddle));
    expect(back.latitude).toBeCloseTo(exampleMiddle.latitude, 5);
    expect(back.longitude).toBeCloseTo(exampleMiddle.longitude, 5);
  });

  it('has the length of a meter', () => {
    const north = toPlane(plane, { ...exampleMiddle, latitude: exampleMiddle.latitude + 1 / 111.195 });
    const away = (toPlane(plane, exampleMiddle).y - north.y) * metersPerUnit(exampleMiddle.latitude);
    expect(away).toBeGreaterThan(990);
    expect(away).toBeLessThan(1_010);
  });

  it('is null where there is nothing to draw', () => {
    expect(planeOf([])).toBeNull();
  });

  it('draws fewer corners and never strays', () => {
    const line = Array.from({ length: 200 }, (_, i) => ({ x: i, y: Math.sin(i / 20) * 10 }));
    const fewer = simplified(line, 0.5);
    expect(fewer.length).toBeLessThan(40);
    expect(fewer[0]).toEqual(line[0]);
    expect(fewer.at(-1)).toEqual(line.at(-1));
    const square = [{ x: 0, y: 0 }, { x: 5, y: 0 }, { x: 5, y: 5 }, { x: 0, y: 5 }, { x: 0, y: 0 }];
    expect(simplified(square, 0.1)).toEqual(square);
  });
});

describe('the view', () => {
  it('shows all of the city at first, and never more', () => {
    const corner = pointAt(whole, size, { x: 0, y: 0 });
    expect(corner.x).toBeLessThan(0);
    expect(corner.y).toBeLessThanOrEqual(0);
    expect(zoomed(whole, size, 0.1, { x: 5, y: 5 }, whole).scale).toBe(whole.scale);
    expect(viewBox(whole, size).split(' ')).toHaveLength(4);
  });

  it('comes closer to what is under the pointer', () => {
    const pixel = { x: 120, y: 300 };
    const before = pointAt(whole, size, pixel);
    const after = pointAt(zoomed(whole, size, 3, pixel, whole), size, pixel);
    expect(after.x).toBeCloseTo(before.x, 6);
    expect(after.y).toBeCloseTo(before.y, 6);
  });

  it('stays where it is for a point well inside, and follows one near the edge', () => {
    expect(showing(whole, size, { x: whole.x + 10, y: whole.y })).toBe(whole);
    const edge = pointAt(whole, size, { x: 590, y: 200 });
    expect(showing(whole, size, edge)).toMatchObject({ x: edge.x, y: edge.y });
  });
});

describe('tiles', () => {
  it('cover what is seen, in about the size in which they were made', () => {
    const tiles = tilesIn(plane, whole, size, 'https://tiles.example/{z}/{x}/{y}.png');
    const [left, top] = [Math.min(...tiles.map(({ x }) => x)), Math.min(...tiles.map(({ y }) => y))];
    const corner = pointAt(whole, size, { x: 0, y: 0 });
    expect(left).toBeLessThanOrEqual(corner.x);
    expect(top).toBeLessThanOrEqual(corner.y);
    const side = tiles[0]?.side ?? 0;
    expect(side / whole.scale).toBeGreaterThan(256 / 1.5);
    expect(side / whole.scale).toBeLessThan(256 * 1.5);
    // The zoo of Baltimore lies in tile 12/1176/1557 of OpenStreetMap; our city is beside it.
    expect(tiles[0]?.href).toMatch(/^https:\/\/tiles\.example\/1[2-5]\/\d+\/\d+\.png$/);
  });
});
