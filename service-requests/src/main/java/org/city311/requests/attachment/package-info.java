/// What residents send along with a request, a photo or their voice: recognized by what is in it, never by
/// its name, made clean of all that could tell who sent it, and kept.
@NullMarked
package org.city311.requests.attachment;

import org.jspecify.annotations.NullMarked;
