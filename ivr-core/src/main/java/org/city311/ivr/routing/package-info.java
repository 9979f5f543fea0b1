/// What a city decides about its queues: skill groups, who serves them, what happens when a wait
/// grows long, and when they are open. Valid as a whole, and changed as a whole. Pure.
@NullMarked
package org.city311.ivr.routing;

import org.jspecify.annotations.NullMarked;
