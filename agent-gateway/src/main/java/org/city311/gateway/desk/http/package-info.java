/// What stands behind an agent's desk and the supervisors': the state of one's own call, the acts in it, the stream of
/// changes, and the floor. `docs/desk-api.md` describes it for those who build a desk.
@NullMarked
package org.city311.gateway.desk.http;

import org.jspecify.annotations.NullMarked;
