/// The ways out: e-mail by SMTP, and text messages through whoever sends them for the city.
@NullMarked
package org.city311.requests.notify.send;

import org.jspecify.annotations.NullMarked;
