/// The menus as city staff write them: a tree of choices by keys, of which each version is immutable, so
/// that a call keeps the one that it began with.
@NullMarked
package org.city311.flows.menu;

import org.jspecify.annotations.NullMarked;
