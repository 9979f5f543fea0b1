/// Signing in at an OpenID provider (OpenID Connect Core 1.0), such as the city's own directory: what is asked
/// there, and what it says. Who that is here is for `org.city311.gateway.accounts` to say.
@NullMarked
package org.city311.gateway.accounts.openid;

import org.jspecify.annotations.NullMarked;
