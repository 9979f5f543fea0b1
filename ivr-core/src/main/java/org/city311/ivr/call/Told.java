package org.city311.ivr.call;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What a resident who waits has been told, so that whoever tells them next does not contradict it.
///
/// @param times how often something was announced
/// @param at when the last time was
/// @param place the last place in the line that was said; 0 for none
/// @param promised how long it was said to take, the last time that this was said; null for never
/// @param promisedAt when that was; null for never
public record Told(
    int times, Instant at, int place, @Nullable Duration promised, @Nullable Instant promisedAt) {}
