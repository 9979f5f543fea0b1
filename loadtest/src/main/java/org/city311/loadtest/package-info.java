/// Residents and agents that call City311 for real: SIPp processes ([org.city311.loadtest.Sipp])
/// that dial, press keys and answer, a whole stack on free loopback ports
/// ([org.city311.loadtest.Stack]), the benches that measure it and the demo that plays on it.
/// Traffic goes to loopback addresses only, every run is bounded in calls and in time, and every
/// process that is started here ends with the process that started it.
@NullMarked
package org.city311.loadtest;

import org.jspecify.annotations.NullMarked;
