/// What anybody may see of requests, and of what happened to them: by how each type says so in the
/// catalogue. Whoever answers the public goes through this.
@NullMarked
package org.city311.requests.published;

import org.jspecify.annotations.NullMarked;
