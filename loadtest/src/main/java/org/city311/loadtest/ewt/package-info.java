/// How right estimates of the wait are: ours, and what `app_queue` would have said for the same calls.
@NullMarked
package org.city311.loadtest.ewt;

import org.jspecify.annotations.NullMarked;
