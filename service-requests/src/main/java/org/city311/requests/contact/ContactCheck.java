package org.city311.requests.contact;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/// Checks a contact before it is stored.
public final class ContactCheck {
  private static final int MAX_NAME = 100;
  private static final int MAX_EMAIL = 254;
  private static final int MAX_LOCAL = 64;

  /// What we can write to: no quoted local parts, and nothing that would end a header's line.
  private static final Pattern EMAIL =
      Pattern.compile(
          "[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+(\\.[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+)*"
              + "@[\\p{L}\\p{N}]([\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?(\\.[\\p{L}\\p{N}]([\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?)+");

  private static final Pattern PHONE = Pattern.compile("\\+?[0-9 ()./x#-]{3,31}");
  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");

  private ContactCheck() {}

  /// What is wrong, by the part (`name`, `email`, `phone`, `language`); empty when nothing is.
  public static Map<String, String> mistakes(Contact contact) {
    Map<String, String> mistakes = new LinkedHashMap<>();
    if (contact.name().isBlank() && contact.email().isBlank() && contact.phone().isBlank()) {
      mistakes.put(
          "name", "name, e-mail and phone are all empty: leave the contact out, or give one");
    }
    if (contact.name().length() > MAX_NAME || !isLine(contact.name())) {
      mistakes.put("name", "one line of at most " + MAX_NAME + " characters is allowed");
    }
    if (!contact.email().isEmpty() && !isEmail(contact.email())) {
      mistakes.put("email", "an e-mail address such as ana@example.org is allowed");
    }
    if (!contact.phone().isEmpty() && !PHONE.matcher(contact.phone()).matches()) {
      mistakes.put("phone", "a phone number such as +1 410 555 0100 is allowed");
    }
    if (!LANGUAGE.matcher(contact.language()).matches()) {
      mistakes.put("language", "a language such as en or es is allowed");
    }
    return mistakes;
  }

  private static boolean isEmail(String email) {
    return email.length() <= MAX_EMAIL
        && email.indexOf('@') <= MAX_LOCAL
        && EMAIL.matcher(email).matches();
  }

  private static boolean isLine(String text) {
    return text.codePoints()
        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
  }
}
