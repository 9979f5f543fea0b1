/// A simulated call centre: the real ACD among residents, agents, a switch and servers that are
/// models, in virtual time. Everything follows from one seed; what must always be true is checked
/// after every decision.
@NullMarked
package org.city311.loadtest.simulate;

import org.jspecify.annotations.NullMarked;
