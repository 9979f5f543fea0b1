/// The messages' HTTP interface: what residents left, for people to work off.
@NullMarked
package org.city311.flows.http;

import org.jspecify.annotations.NullMarked;
