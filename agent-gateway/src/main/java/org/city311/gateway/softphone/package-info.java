/// Phones that are pages in agents' browsers: SIP over WebSocket (RFC 7118) from the page to this server, where each
/// frame is looked at, and from here to Asterisk.
@NullMarked
package org.city311.gateway.softphone;

import org.jspecify.annotations.NullMarked;
