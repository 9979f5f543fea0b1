/// What a resident asks for, and what becomes of it: which types of request the city knows, how one
/// is found by everyday words, what the city promises for it, and the life of each request.
@NullMarked
package org.city311.requests;

import org.jspecify.annotations.NullMarked;
