/// The figures over HTTP: the live stream for the wallboard, and Prometheus's page. The only package
/// of this module that knows Vert.x. Nothing here names a resident or an agent.
@NullMarked
package org.city311.metrics.http;

import org.jspecify.annotations.NullMarked;
