/// A request and what may become of it. [RequestRules][org.city311.requests.life.RequestRules] decides
/// each change: a new state with its line in the history, or a refusal with the reason. Pure: whoever
/// asks brings the time, and saves what comes out.
@NullMarked
package org.city311.requests.life;

import org.jspecify.annotations.NullMarked;
