package org.city311.flows.message;

import java.time.Instant;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;
import org.city311.requests.number.RequestNumber;
import org.jspecify.annotations.Nullable;

/// Something that a resident left for a person to work off.
///
/// @param id names it on the disk and in the API; made of the call's id
/// @param number to call back at; empty when the caller's number is withheld
/// @param language that the resident speaks
/// @param group that it is for; null if none was chosen
/// @param at when it was left
/// @param seconds how long the recording is; 0 for one to be called back
/// @param done when a person had worked it off, or it had become a request; null until then
/// @param request that it became; null for none
public record Message(
    String id,
    CallId call,
    Kind kind,
    String number,
    Language language,
    @Nullable SkillGroupId group,
    Instant at,
    int seconds,
    @Nullable Instant done,
    @Nullable RequestNumber request) {

  /// What is wanted.
  public enum Kind {
    /// To be listened to.
    MESSAGE,
    /// To be called back by a person: the callback of the queue has reached nobody, or nobody was
    /// free.
    CALLBACK
  }

  Message lasting(int howLong) {
    return new Message(id, call, kind, number, language, group, at, howLong, done, request);
  }

  Message done(Instant when) {
    return new Message(id, call, kind, number, language, group, at, seconds, when, request);
  }

  Message became(RequestNumber made, Instant when) {
    return new Message(id, call, kind, number, language, group, at, seconds, when, made);
  }
}
