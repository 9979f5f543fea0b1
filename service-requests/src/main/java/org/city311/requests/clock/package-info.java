/// Until when a request is to be done: the promise of its type, counted in a department's working
/// time or in all time, in the city's zone. Pure: whoever asks brings the time.
@NullMarked
package org.city311.requests.clock;

import org.jspecify.annotations.NullMarked;
