/// Asterisk for City311: its whole configuration as templates, the prompts that callers and agents
/// hear, and a process to run it as. Everything that enters a configuration file is checked by its
/// type first ([AsteriskSettings]), so no value from outside can add a line of dialplan or a setting.
@NullMarked
package org.city311.asteriskconfig;

import org.jspecify.annotations.NullMarked;
