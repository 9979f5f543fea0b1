package org.city311.requests.store;

import org.city311.requests.life.Request;

/// A request as it stands in a list.
///
/// @param request without its followers
/// @param wordsPublic whether the resident wrote the words, and not somebody of the city: in the web or an
///     app, or in another system whose mapping says so
/// @param closingWords what the resident was told at the last closing; empty when nothing was
public record Listed(Request request, boolean wordsPublic, String closingWords) {}
