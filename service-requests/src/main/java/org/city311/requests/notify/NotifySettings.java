package org.city311.requests.notify;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.city311.requests.notify.letter.LetterFacts;
import org.city311.requests.notify.letter.Templates;
import org.city311.requests.notify.send.MailAddress;
import org.city311.requests.notify.send.MailSettings;
import org.city311.requests.notify.send.TextSettings;

/// How people are told.
///
/// @param mail empty: no mail is sent
/// @param texts empty: no text messages are sent
/// @param facts the city as letters name it, its zone, and the address of its public site
/// @param templates what is written
/// @param staff who is told of escalations
/// @param linkKey signs links; at least 16 characters, the same at all nodes
public record NotifySettings(
    Optional<MailSettings> mail,
    Optional<TextSettings> texts,
    LetterFacts facts,
    Templates templates,
    Staff staff,
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

  /// Who of the city has which role.
  ///
  /// @param addresses by department and role; the department `default` is meant for all that don't have
  ///     the role themselves
  /// @param language in which they are written to, an ISO 639 code
  public record Staff(Map<String, Map<String, MailAddress>> addresses, String language) {
    /// The department that stands for all others.
    public static final String DEFAULT = "default";

    public static final Staff NOBODY = new Staff(Map.of(), "en");

    public Staff {
      addresses = Map.copyOf(addresses);
    }

    /// Empty when nobody has that role.
    Optional<MailAddress> of(String department, String role) {
      return in(department, role).or(() -> in(DEFAULT, role));
    }

    private Optional<MailAddress> in(String department, String role) {
      return Optional.ofNullable(addresses.getOrDefault(department, Map.of()).get(role));
    }
  }
}
