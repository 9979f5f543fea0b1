/// The HTTP interface for agents and for how calls are routed: what is there, and how it is changed.
/// Every route needs the API token.
@NullMarked
package org.city311.gateway.http;

import org.jspecify.annotations.NullMarked;
