/// Finding the type of request that a resident means by everyday words, in English or Spanish, misspelt too.
@NullMarked
package org.city311.requests.find;

import org.jspecify.annotations.NullMarked;
