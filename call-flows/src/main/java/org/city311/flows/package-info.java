/// What a resident hears and can do, and what agents can dial. Each conversation is plain sequential
/// code, read from top to bottom as it is held.
@NullMarked
package org.city311.flows;

import org.jspecify.annotations.NullMarked;
