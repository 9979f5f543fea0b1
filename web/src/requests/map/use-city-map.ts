import { useMemo } from 'react';
import { useCity } from '../city';
import type { Fault } from '../net';
import { useAsk } from '../use-ask';
import { type Area, areas } from './areas';
import { type Plane, planeOf } from './drawing';

/** What there is to draw a map of. */
export interface CityMap {
  readonly areas: readonly Area[];
  /** Null until it is known, and where the city has no areas. */
  readonly plane: Plane | null;
  readonly tiles: string | null;
  readonly waiting: boolean;
  readonly fault: Fault | null;
  readonly again: () => void;
}

const none: readonly Area[] = [];

/** Asks for the city's areas and lays them out once. */
export function useCityMap(): CityMap {
  const asked = useAsk('/api/public/areas', areas);
  const tiles = useCity()?.tiles ?? null;
  const found = asked.last ?? none;
  const plane = useMemo(() => planeOf(found), [found]);
  return { areas: found, plane, tiles, waiting: asked.waiting, fault: asked.fault, again: asked.again };
}
