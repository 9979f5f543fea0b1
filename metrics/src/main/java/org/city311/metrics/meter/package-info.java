/// What Prometheus is told: the centre's calls and agents, the health of the outbox, and the JVM's.
/// Every label has few values, known beforehand.
@NullMarked
package org.city311.metrics.meter;

import org.jspecify.annotations.NullMarked;
