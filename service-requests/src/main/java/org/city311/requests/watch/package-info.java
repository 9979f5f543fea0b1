/// Looks after promises: tells when a due time approaches, when it is over, and who is to know then.
@NullMarked
package org.city311.requests.watch;

import org.jspecify.annotations.NullMarked;
