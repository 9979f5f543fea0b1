/// Who may sign in, and who is: accounts, their roles, and sessions. Kept in PostgreSQL, in the schema
/// `gateway`.
@NullMarked
package org.city311.gateway.accounts;

import org.jspecify.annotations.NullMarked;
