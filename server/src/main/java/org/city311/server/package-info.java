/// The one place where the parts are put together: the main class, what it prepares, and the order in
/// which things start and stop.
@NullMarked
package org.city311.server;

import org.jspecify.annotations.NullMarked;
