/// The single writer: takes events in order, lets the ACD decide, saves, acts, and tells the feed.
@NullMarked
package org.city311.ivr.centre;

import org.jspecify.annotations.NullMarked;
