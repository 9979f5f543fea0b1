/// What the centre does and did, as numbers: call records, live figures, Prometheus. Everything is
/// derived from the feed of `ivr-core`; nothing here can hold up a call.
@NullMarked
package org.city311.metrics;

import org.jspecify.annotations.NullMarked;
