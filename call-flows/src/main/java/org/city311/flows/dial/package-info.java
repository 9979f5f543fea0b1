/// Calls without a telephone: the very same flows, with prompts as text and keys that are typed or come from a
/// script, in a time of their own.
@NullMarked
package org.city311.flows.dial;

import org.jspecify.annotations.NullMarked;
