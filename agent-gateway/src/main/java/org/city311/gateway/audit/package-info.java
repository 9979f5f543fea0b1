/// Who changed what through the HTTP interface, and where that is kept.
@NullMarked
package org.city311.gateway.audit;

import org.jspecify.annotations.NullMarked;
