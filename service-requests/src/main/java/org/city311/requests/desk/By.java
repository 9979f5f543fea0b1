package org.city311.requests.desk;

import java.util.OptionalLong;
import java.util.function.Predicate;
import org.city311.requests.life.Actor;
import org.city311.requests.life.Request;

/// By whom a request is changed, and under what condition.
///
/// @param version of the request as they saw it: if it is another by now, nothing is stored; empty:
///     whatever it is by now
/// @param may whether they may do it to the request as it is when it is changed
public record By(Actor who, OptionalLong version, Predicate<Request> may) {
  /// Somebody who may, whatever the request is by now.
  public static By of(Actor who) {
    return new By(who, OptionalLong.empty(), _ -> true);
  }
}
