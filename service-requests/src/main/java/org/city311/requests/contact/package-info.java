/// Who wants to hear of requests: names and addresses, kept apart from the requests, read only with a
/// reason that is written down, and removed when they are no longer needed.
@NullMarked
package org.city311.requests.contact;

import org.jspecify.annotations.NullMarked;
