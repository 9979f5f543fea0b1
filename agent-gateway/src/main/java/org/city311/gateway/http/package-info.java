/// The agents' HTTP interface: who is there, and what each wants. Every route needs the API token.
@NullMarked
package org.city311.gateway.http;

import org.jspecify.annotations.NullMarked;
