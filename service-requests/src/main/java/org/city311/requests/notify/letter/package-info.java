/// What is written to residents and staff: the occasions, and the templates in both languages.
@NullMarked
package org.city311.requests.notify.letter;

import org.jspecify.annotations.NullMarked;
