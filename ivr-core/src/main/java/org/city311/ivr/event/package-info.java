/// The spine: one ordered feed of what happens to calls and agents. Records, live figures, the desk
/// and the wallboard are all derived from it.
@NullMarked
package org.city311.ivr.event;

import org.jspecify.annotations.NullMarked;
