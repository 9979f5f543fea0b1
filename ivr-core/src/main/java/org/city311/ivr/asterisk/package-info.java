/// The link to Asterisk: AMI for events and actions, FastAGI for flows. Alone imports
/// `org.asteriskjava`.
@NullMarked
package org.city311.ivr.asterisk;

import org.jspecify.annotations.NullMarked;
