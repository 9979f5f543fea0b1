package org.city311.requests.catalogue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads the rules under `escalate`: a mapping from when to the role that is to know.
final class EscalationReader {
  private static final int MAX_RULES = 10;
  private static final int MAX_ROLE = 40;
  private static final Pattern WHEN =
      Pattern.compile("at (\\d{2}) %|overdue (\\d{1,3}) (working )?(hour|day)s?");
  private static final String EXPLAINED =
      "as in 'at 50 %' (10 to 99), 'overdue 4 hours', 'overdue 1 day', 'overdue 2 working days'";

  private EscalationReader() {}

  /// Empty when the key is not there; no rules where it has none.
  static Optional<List<Escalation>> read(Fields fields) {
    Optional<Fields> section = fields.section("escalate");
    if (section.isEmpty()) {
      return Optional.empty();
    }
    List<Escalation> rules = new ArrayList<>();
    for (String rule : section.get().keys()) {
      String role = section.get().shaped(rule, "", Fields.ID, Fields.ID_EXPLAINED);
      when(rule)
          .ifPresentOrElse(
              when -> rules.add(new Escalation(rule, when, role)),
              () -> section.get().mistake(rule, Fields.quoted(rule), EXPLAINED));
      if (role.length() > MAX_ROLE) {
        section.get().mistake(rule, Fields.quoted(role), Fields.ID_EXPLAINED);
      }
    }
    if (rules.size() > MAX_RULES) {
      fields.mistake("escalate", rules.size() + " rules", "at most " + MAX_RULES);
    }
    return Optional.of(List.copyOf(rules));
  }

  private static Optional<Escalation.When> when(String rule) {
    Matcher matcher = WHEN.matcher(rule);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    if (matcher.group(1) != null) {
      int percent = Integer.parseInt(matcher.group(1));
      return percent >= 10 ? Optional.of(new Escalation.When.Share(percent)) : Optional.empty();
    }
    int amount = Integer.parseInt(matcher.group(2));
    Promise.Unit unit = matcher.group(4).equals("hour") ? Promise.Unit.HOURS : Promise.Unit.DAYS;
    Promise.Time time = matcher.group(3) == null ? Promise.Time.CALENDAR : Promise.Time.WORKING;
    return amount >= 1 && (unit == Promise.Unit.HOURS || amount <= Promise.MAX_DAYS)
        ? Optional.of(new Escalation.When.Overdue(new Promise(amount, unit, time, false)))
        : Optional.empty();
  }
}
