/// Live figures: what the wallboard shows of this moment and of today, for the whole centre and for
/// each skill group. Derived from the feed, and from the call records for the part of the day that
/// this process has not seen. `metrics/README.md` defines each figure.
@NullMarked
package org.city311.metrics.live;

import org.jspecify.annotations.NullMarked;
