/// What a centre's nodes share beside the calls, on the cluster that they form anyway: the event bus
/// between their web parts, and notes.
@NullMarked
package org.city311.server.bus;

import org.jspecify.annotations.NullMarked;
