/// Tells people what becomes of requests, by e-mail and text message. What is to be told is put into an
/// outbox in PostgreSQL in the transaction in which the event is read, and sent from there: again and
/// again while the way is closed, by one node at a time, and given up after some days. Addresses are read
/// only to send, and kept nowhere here.
@NullMarked
package org.city311.requests.notify;

import org.jspecify.annotations.NullMarked;
