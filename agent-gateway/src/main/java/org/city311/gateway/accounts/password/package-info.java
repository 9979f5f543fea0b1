/// Passwords: which may be chosen, and what of them is kept.
@NullMarked
package org.city311.gateway.accounts.password;

import org.jspecify.annotations.NullMarked;
