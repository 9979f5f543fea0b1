package org.city311.gateway.recording;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import org.city311.ivr.call.OfferId;

/// Names one recording. It follows from the leg that is recorded, so that all nodes give it the same name; it
/// is no secret.
public record RecordingId(UUID value) {
  static RecordingId of(OfferId leg) {
    return new RecordingId(UUID.nameUUIDFromBytes(leg.value().getBytes(StandardCharsets.UTF_8)));
  }

  /// Empty for a text that is no such id.
  public static Optional<RecordingId> parse(String text) {
    try {
      UUID uuid = UUID.fromString(text);
      return uuid.toString().equals(text) ? Optional.of(new RecordingId(uuid)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return value.toString();
  }
}
