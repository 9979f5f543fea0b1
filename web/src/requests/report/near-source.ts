import { type ComponentType, createContext } from 'react';
import { type Near, nearby } from '../api';
import type { Position } from '../map/areas';
import { read } from '../net';
import type { Shape } from '../../shape';
import { Follow } from '../track/Follow';
import type { Ask } from '../use-ask';

/** Where a report learns what was reported near it, and how somebody joins one of those. */
export interface NearSource {
  readonly path: (type: string, position: Position, language: string) => string;
  readonly shape: Shape<readonly Near[]>;
  readonly ask: Ask;
  /** Whether whoever writes may be where it is: not somebody who writes for a caller. */
  readonly onTheSpot: boolean;
  /** "Me too" for the request of this number. */
  readonly Join: ComponentType<{ readonly number: string }>;
}

/** What anybody may know. */
export const publicNear: NearSource = {
  path: (type, { latitude, longitude }, language) =>
    `/api/public/near?type=${encodeURIComponent(type)}&latitude=${latitude}&longitude=${longitude}&language=${language}`,
  shape: nearby,
  ask: read,
  onTheSpot: true,
  Join: Follow,
};

/** Anybody's, unless a page for staff says otherwise. */
export const NearContext = createContext<NearSource>(publicNear);
