/// Requests from and to other systems, as CSV: a city that moves in brings what it has, and a mapping that
/// says what is what. Each row is stored whole or refused with its line and the reason.
@NullMarked
package org.city311.requests.exchange;

import org.jspecify.annotations.NullMarked;
