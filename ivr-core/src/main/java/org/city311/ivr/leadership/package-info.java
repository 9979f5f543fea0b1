/// Which node of a centre decides. Asterisk is the witness: every node's heartbeat and the leader's
/// claim are kept there, because it is what a leader leads.
@NullMarked
package org.city311.ivr.leadership;

import org.jspecify.annotations.NullMarked;
