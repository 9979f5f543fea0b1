/// A SIP phone for tests: it registers, dials, answers, refuses, presses keys and tells what it
/// hears, so that a test reads like the story of a call. It speaks G.711 µ-law over plain RTP and
/// SIP over UDP on loopback, and is no phone for people.
@NullMarked
package org.city311.loadtest.phone;

import org.jspecify.annotations.NullMarked;
