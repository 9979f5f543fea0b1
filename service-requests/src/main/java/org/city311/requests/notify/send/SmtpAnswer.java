package org.city311.requests.notify.send;

import jakarta.mail.MessagingException;
import java.util.Locale;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/// What a failed attempt means (RFC 5321, section 4.2.1: 4yz not now, 5yz never).
final class SmtpAnswer {
  private static final int SERVICE_CLOSING = 421;
  private static final int PERMANENT = 500;

  /// Longer reasons say no more, characters.
  private static final int MAX_CHARS = 300;

  private SmtpAnswer() {}

  static Delivery of(MessagingException failure) {
    String why = why(failure);
    for (Exception e = failure; e != null; e = next(e)) {
      switch (e) {
        case SMTPAddressFailedException address -> {
          return ofMessage(address.getReturnCode(), why);
        }
        case SMTPSenderFailedException _ -> {
          return new Delivery.Away(why);
        }
        case SMTPSendFailedException failed -> {
          if (failed.getNextException() == null || !isAboutAnAddress(failed.getNextException())) {
            return ofCommand(failed, why);
          }
        }
        default -> {}
      }
    }
    return new Delivery.Unclear(why);
  }

  private static boolean isAboutAnAddress(Exception e) {
    return e instanceof SMTPAddressFailedException || e instanceof SMTPSenderFailedException;
  }

  private static Delivery ofCommand(SMTPSendFailedException failed, String why) {
    String command = String.valueOf(failed.getCommand()).toUpperCase(Locale.ROOT);
    int code = failed.getReturnCode();
    if (code <= 0) {
      return new Delivery.Unclear(why);
    }
    // Whoever is not let send at all has a wrong configuration, and the residents can't help it.
    return command.startsWith("MAIL") ? new Delivery.Away(why) : ofMessage(code, why);
  }

  private static Delivery ofMessage(int code, String why) {
    if (code == SERVICE_CLOSING || code <= 0) {
      return new Delivery.Away(why);
    }
    return code >= PERMANENT ? new Delivery.Refused(why) : new Delivery.Later(why);
  }

  private static @org.jspecify.annotations.Nullable Exception next(Exception e) {
    return e instanceof MessagingException failure ? failure.getNextException() : null;
  }

  /// In one line, without the addresses that servers repeat.
  static String why(MessagingException failure) {
    StringBuilder all = new StringBuilder();
    for (Exception e = failure; e != null; e = next(e)) {
      all.append(all.isEmpty() ? "" : "; ").append(e.getMessage());
    }
    String line =
        all.toString().replaceAll("[^\\s<>@]+@[^\\s<>@]+", "…@…").replaceAll("[\\p{Cc}\\s]+", " ");
    return line.length() <= MAX_CHARS ? line.strip() : line.substring(0, MAX_CHARS) + "…";
  }
}
