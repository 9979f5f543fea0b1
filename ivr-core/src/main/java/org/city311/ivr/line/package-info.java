/// What a flow may do with a resident's line: play, ask, and end in one decision.
@NullMarked
package org.city311.ivr.line;

import org.jspecify.annotations.NullMarked;
