/// This module's part of the web server.
@NullMarked
package org.city311.requests.http;

import org.jspecify.annotations.NullMarked;
