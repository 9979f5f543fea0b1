/// What the ACD may ask of the switch.
@NullMarked
package org.city311.ivr.switchboard;

import org.jspecify.annotations.NullMarked;
