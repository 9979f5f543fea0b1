/// The pages behind the links in letters.
@NullMarked
package org.city311.requests.http.notify;

import org.jspecify.annotations.NullMarked;
