package org.city311.requests.store;

import org.city311.requests.life.Request;

/// A request as it stands in a list.
///
/// @param request without its followers
/// @param closingWords what the resident was told at the last closing; empty when nothing was
public record Listed(Request request, String closingWords) {}
