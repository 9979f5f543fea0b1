/// The automatic call distributor: who is next, and which agent gets the call. Pure: state, event
/// and instant in; changes and commands out.
@NullMarked
package org.city311.ivr.acd;

import org.jspecify.annotations.NullMarked;
