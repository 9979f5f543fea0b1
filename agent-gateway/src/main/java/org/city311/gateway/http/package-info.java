/// The HTTP interface for agents and for how calls are routed: what is there, and how it is changed.
/// Who may is for the guard in front of each route to say.
@NullMarked
package org.city311.gateway.http;

import org.jspecify.annotations.NullMarked;
