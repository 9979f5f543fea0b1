import type { Near } from '../../requests/api';
import { nearby } from '../../requests/api';
import { nothing } from '../../requests/net';
import type { NearSource } from '../../requests/report/near-source';
import { Follow } from '../../requests/track/Follow';
import { dictionary, list, type Shape } from '../../shape';
import { type Changes, readSignedIn } from '../net';

const asItIs: Shape<unknown> = (value) => value;
const lookalikes = list(dictionary(asItIs));

/** The staff's list of lookalikes as the report's place step knows them. */
export function lookalikesShape(names: Readonly<Record<string, string>>): Shape<readonly Near[]> {
  return (value, path) =>
    nearby(
      lookalikes(value, path).map((each) => ({
        ...each,
        name: names[String(each.type)] ?? each.type,
        distance_m: each.meters,
      })),
      path,
    );
}

/** What agents may know of what was reported near a place, and joining it for who is on the line. */
export function nearForStaff(names: Readonly<Record<string, string>>, changes: Changes, phone: string): NearSource {
  return {
    path: (type, { latitude, longitude }) =>
      `/api/requests/lookalikes?type=${encodeURIComponent(type)}&latitude=${latitude}&longitude=${longitude}`,
    shape: lookalikesShape(names),
    ask: readSignedIn,
    onTheSpot: false,
    Join: ({ number }) => (
      <Follow
        number={number}
        phone={phone}
        sendTo={(to, follower) => changes.form(`/api/requests/${to}/followers`, follower, nothing)}
      />
    ),
  };
}
