/// Skill groups and agents as JSON: how they are shown, and how they are read and checked.
@NullMarked
package org.city311.gateway.routing;

import org.jspecify.annotations.NullMarked;
