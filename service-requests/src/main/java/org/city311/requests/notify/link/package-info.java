/// The links in what is sent: they open one thing for one person, without a password.
@NullMarked
package org.city311.requests.notify.link;

import org.jspecify.annotations.NullMarked;
