/// How long a caller will still wait, with the error that such estimates have had. Derived from the
/// feed alone. Pure: no I/O, no clock. `docs/acd.md` has the formulas and where they come from.
@NullMarked
package org.city311.ivr.estimate;

import org.jspecify.annotations.NullMarked;
