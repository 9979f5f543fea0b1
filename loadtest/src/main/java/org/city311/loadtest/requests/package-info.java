/// A city's requests, made up from a seed, and what is done with a million of them: imported, taken, looked
/// for, compared.
@NullMarked
package org.city311.loadtest.requests;

import org.jspecify.annotations.NullMarked;
