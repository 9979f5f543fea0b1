package org.city311.ivr.routing;

import java.util.Set;
import java.util.regex.Pattern;

/// How skill groups, skills and agents may be called, in the file and in the API alike.
public final class Naming {
  /// Of a skill group, a skill, or an agent.
  public static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

  public static final String ID_ALLOWED = "lower-case letters, digits and hyphens, at most 40";

  /// What can be spoken, and stand on a page.
  public static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N} .,'&()/-]{1,60}");

  public static final String NAME_ALLOWED =
      "a name of at most 60 letters, digits and . , ' & ( ) / -";

  /// By which an agent is dialled by colleagues. The dialplan lets no other digits through.
  public static final Pattern EXTENSION = Pattern.compile("[0-9]{1,5}");

  public static final String EXTENSION_ALLOWED = "1 to 5 digits";

  /// Asterisk's pjsip.conf has sections of these names, so no agent's phone can.
  public static final Set<String> TAKEN_BY_ASTERISK = Set.of("global", "system");

  private Naming() {}
}
