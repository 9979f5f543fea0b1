/// What residents who wait for a person are told in between the music: their place, how long it
/// will take, what is useful to know of the service, and that they may be called back instead.
@NullMarked
package org.city311.flows.waiting;

import org.jspecify.annotations.NullMarked;
