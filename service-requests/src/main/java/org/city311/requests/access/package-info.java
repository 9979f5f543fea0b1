/// Who may call the API: keys with a role, shown once, stored as digests.
@NullMarked
package org.city311.requests.access;

import org.jspecify.annotations.NullMarked;
