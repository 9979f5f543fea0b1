package org.city311.ivr.estimate;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How long a caller will wait from now until a person is heard, if the caller stays: as likely more
/// as less.
///
/// @param remaining from now; never negative
/// @param error by how much estimates made for callers who joined have been wrong lately, on the
///     average of the last answered calls ([RecentErrors#CALLS]); null while none has been checked
public record WaitEstimate(Duration remaining, @Nullable Duration error) {}
