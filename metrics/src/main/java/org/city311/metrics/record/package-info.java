/// Call records: what remains of each call. A call that ends is written to the outbox, a bounded
/// file on this node's disk, and is then confirmed to the feed; the outbox is drained into
/// PostgreSQL, where the call's id makes it once. So neither the death of a node nor that of the
/// database costs a record.
@NullMarked
package org.city311.metrics.record;

import org.jspecify.annotations.NullMarked;
