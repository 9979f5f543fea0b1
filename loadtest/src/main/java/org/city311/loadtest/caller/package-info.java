/// Callers by the hundred, and what they heard: SIP and audio on one thread, kept to the packet, and
/// matched with the prompts' own audio afterwards. SIPp sends keys as well, but does not keep what it
/// hears.
@NullMarked
package org.city311.loadtest.caller;

import org.jspecify.annotations.NullMarked;
