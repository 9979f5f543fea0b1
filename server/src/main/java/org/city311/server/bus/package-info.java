/// The event bus between the web parts of a centre's nodes, on the cluster that they form anyway.
@NullMarked
package org.city311.server.bus;

import org.jspecify.annotations.NullMarked;
