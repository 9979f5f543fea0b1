/// The people who answer: who they are, whether they want calls, and what they are doing. Pure.
@NullMarked
package org.city311.ivr.agent;

import org.jspecify.annotations.NullMarked;
