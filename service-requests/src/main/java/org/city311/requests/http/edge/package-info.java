/// Where strangers' HTTP requests come in: read up to a limit, counted, and worked on away from the
/// event loop. For all public interfaces alike.
@NullMarked
package org.city311.requests.http.edge;

import org.jspecify.annotations.NullMarked;
