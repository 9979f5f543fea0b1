/// Requests by the keys of a telephone: what a caller may hear of them and do to them, without
/// anybody of the city. Who calls is known by the number alone.
@NullMarked
package org.city311.requests.phone;

import org.jspecify.annotations.NullMarked;
