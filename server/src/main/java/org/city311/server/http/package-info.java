/// What the server itself answers: its health, and the pages.
@NullMarked
package org.city311.server.http;

import org.jspecify.annotations.NullMarked;
