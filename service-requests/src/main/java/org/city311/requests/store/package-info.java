/// Requests in PostgreSQL, schema `requests`: each as it is now, and its history, which only grows. Of
/// two who change one request at the same time, the second is told.
@NullMarked
package org.city311.requests.store;

import org.jspecify.annotations.NullMarked;
