/// Accounts over HTTP: signing in and out, who is asking, who may, and the administration of accounts.
@NullMarked
package org.city311.gateway.accounts.http;

import org.jspecify.annotations.NullMarked;
