/// What residents get done by phone without a person: they hear of a request, report something, say
/// that it was not done, and learn when their trash is collected. Each conversation can begin anew
/// on another node where it was.
@NullMarked
package org.city311.flows.selfservice;

import org.jspecify.annotations.NullMarked;
