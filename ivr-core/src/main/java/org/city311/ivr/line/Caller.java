package org.city311.ivr.line;

import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;
import org.jspecify.annotations.Nullable;

/// Who is on a line, as far as it was known when the flow began.
///
/// @param ani the caller's number as the trunk gave it; empty when withheld
/// @param dnis the number dialled, such as `311`
/// @param chosen the language that the caller has chosen before on this call, as when the node that
///     asked for it has died; null if none yet
/// @param group the skill group in whose queue the caller has a place; null if in none
public record Caller(
    CallId call,
    String ani,
    String dnis,
    @Nullable Language chosen,
    @Nullable SkillGroupId group) {}
