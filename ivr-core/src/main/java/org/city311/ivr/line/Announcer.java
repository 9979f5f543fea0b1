package org.city311.ivr.line;

import org.city311.ivr.call.Call;

/// Tells callers who wait something in between the music, without taking them out of the queue: an
/// agent who becomes free in the middle of it has the caller at once.
public interface Announcer {

  /// Says it to a caller who waits, in the call's language. Returns at once; nothing comes of it
  /// where the caller is being told something already, or no longer waits.
  void announce(Call call, Spoken words);
}
