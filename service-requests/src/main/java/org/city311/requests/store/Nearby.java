package org.city311.requests.store;

import org.city311.requests.life.Request;

/// A request that a new report may be of the same thing as.
///
/// @param request the one that stands for it; not merged, not closed
/// @param meters from the new report to the nearest report of that thing, metres
public record Nearby(Request request, double meters) {}
