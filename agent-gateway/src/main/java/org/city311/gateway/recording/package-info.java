/// Recordings of talks: when the switch makes one, how it is kept so that nobody reads it from the disk, for
/// how long, and which there are.
@NullMarked
package org.city311.gateway.recording;

import org.jspecify.annotations.NullMarked;
