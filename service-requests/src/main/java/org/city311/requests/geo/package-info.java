/// Where things are: positions, the city's areas as polygons, and which reports are so near to each
/// other in place and time that they may be of one thing.
@NullMarked
package org.city311.requests.geo;

import org.jspecify.annotations.NullMarked;
