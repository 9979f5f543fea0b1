package org.city311.requests.store;

/// Visits of crews that were saved.
///
/// @param followed how often somebody followed a request instead of making another; not who had stopped and
///     follows it again
/// @param merged how many requests were merged into others, less those that were un-merged; may be
///     negative where more were un-merged than merged
public record Savings(long followed, long merged) {}
