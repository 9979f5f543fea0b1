package org.city311.requests.notify;

import java.time.Duration;
import java.util.Optional;
import org.city311.requests.notify.letter.LetterFacts;
import org.city311.requests.notify.letter.Templates;
import org.city311.requests.notify.send.MailSettings;
import org.city311.requests.notify.send.TextSettings;

/// How people are told.
///
/// @param mail empty: no mail is sent
/// @param texts empty: no text messages are sent
/// @param facts the city as letters name it, its zone, and the address of its public site
/// @param templates what is written
/// @param staffLanguage in which staff are written to, an ISO 639 code
/// @param linkKey signs links; at least 16 characters, the same at all nodes
public record NotifySettings(
    Optional<MailSettings> mail,
    Optional<TextSettings> texts,
    LetterFacts facts,
    Templates templates,
    String staffLanguage,
    Limits limits,
    String linkKey) {

  /// What bounds the outbox.
  ///
  /// @param waiting messages: with about so many in the outbox, events wait where they are
  /// @param perAddress messages to one address within a day; more are not sent, so that nobody can have the
  ///     city flood somebody else
  /// @param giveUp how long after it happened somebody is still told of it
  public record Limits(int waiting, int perAddress, Duration giveUp) {
    public static final Limits DEFAULT = new Limits(100_000, 50, Duration.ofDays(2));
  }
}
