/// Who is let in: what keeps one caller, or a flood of them, from taking the lines of all others.
@NullMarked
package org.city311.flows.guard;

import org.jspecify.annotations.NullMarked;
