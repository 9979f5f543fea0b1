/// The number by which a request is spoken of, keyed on a phone and written on a card.
@NullMarked
package org.city311.requests.number;

import org.jspecify.annotations.NullMarked;
