package org.city311.metrics.live;

import java.time.ZoneId;

/// The city that the figures are about. Its skill groups are the routing's, which changes at run
/// time.
///
/// @param name what the public reads
/// @param zone where its midnights are
public record City(String name, ZoneId zone) {}
