/// What one decision of the ACD costs, in time and in memory: measured without a telephone.
@NullMarked
package org.city311.loadtest.bench;

import org.jspecify.annotations.NullMarked;
