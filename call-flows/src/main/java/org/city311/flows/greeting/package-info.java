/// The emergency greeting: what every caller hears before the menu while something extraordinary goes on, such
/// as a storm. It is set by HTTP or recorded by phone, and holds for all nodes.
@NullMarked
package org.city311.flows.greeting;

import org.jspecify.annotations.NullMarked;
