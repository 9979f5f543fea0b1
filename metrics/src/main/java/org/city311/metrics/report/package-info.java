/// What the call records of a span of time add up to: how callers fared in the IVR, and what they said of the talk.
@NullMarked
package org.city311.metrics.report;

import org.jspecify.annotations.NullMarked;
