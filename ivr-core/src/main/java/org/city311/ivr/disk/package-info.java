/// How a node keeps on its own disk what must outlive it.
@NullMarked
package org.city311.ivr.disk;

import org.jspecify.annotations.NullMarked;
