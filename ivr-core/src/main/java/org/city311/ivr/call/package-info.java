/// A resident's call: its id, its states, its times and how it ended. Pure: no I/O, no clock.
@NullMarked
package org.city311.ivr.call;

import org.jspecify.annotations.NullMarked;
