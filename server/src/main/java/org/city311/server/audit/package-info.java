/// Keeps for good who changed what: on this node's disk at once, in PostgreSQL as soon as it is there.
@NullMarked
package org.city311.server.audit;

import org.jspecify.annotations.NullMarked;
