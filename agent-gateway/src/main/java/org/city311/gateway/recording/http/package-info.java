/// Recordings over HTTP: which a call has, their sound, and the agent's key. Each playing is in the audit.
@NullMarked
package org.city311.gateway.recording.http;

import org.jspecify.annotations.NullMarked;
