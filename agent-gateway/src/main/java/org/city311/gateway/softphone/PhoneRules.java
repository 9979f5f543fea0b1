package org.city311.gateway.softphone;

import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What a page's phone may say to Asterisk: register its own account, answer and end its own calls, and call the few
/// services inside. Not another account, no number, no transfer, no redirection. Asterisk's dialplan is a second wall:
/// its context for browsers leads to the services alone.
///
/// Pure; any thread may use it.
final class PhoneRules {
  /// What Asterisk calls itself in calls with such phones (`contact_user` in pjsip.conf).
  static final String SWITCH = "city311";

  /// What a page may call: the echo.
  static final Set<String> SERVICES = Set.of("echo");

  /// All that have a meaning here. Others could: `Replaces` takes a call over (RFC 3891), `Refer-To` sends it elsewhere
  /// (RFC 3515), `Path` and `Route` lead round (RFC 3327), `P-Asserted-Identity` is another's name (RFC 3325).
  private static final Set<String> HEADERS =
      Set.of(
          "via",
          "max-forwards",
          "from",
          "to",
          "call-id",
          "cseq",
          "contact",
          "expires",
          "allow",
          "supported",
          "unsupported",
          "require",
          "user-agent",
          "server",
          "accept",
          "date",
          "reason",
          "warning",
          "retry-after",
          "session-expires",
          "min-se",
          "content-type",
          "content-length",
          "authorization");

  /// Within a call, or to end one.
  private static final Set<String> OF_A_CALL = Set.of("ACK", "BYE", "CANCEL", "UPDATE", "OPTIONS");

  private static final Pattern EXTENSIONS = Pattern.compile("[a-z0-9, ]{0,100}");

  private final String account;

  PhoneRules(SipAccount account) {
    this.account = account.name();
  }

  /// Why this message may not pass; empty when it may. Nothing of the message is repeated.
  Optional<String> refusal(SipMessage message) {
    Optional<String> strange =
        message.headers().all().stream()
            .map(SipHeaders.Header::name)
            .filter(name -> !HEADERS.contains(name))
            .findFirst();
    if (strange.isPresent()) {
      return Optional.of("a header that phones in browsers don't need");
    }
    boolean plainBody =
        message.headers().value("content-type").orElse("application/sdp").equals("application/sdp");
    if (!plainBody || !isPlain(message, "require")) {
      return Optional.of("a body or an extension that phones in browsers don't need");
    }
    if (!isOwn(message, "contact") && !isEveryContact(message)) {
      return Optional.of("the Contact of another account");
    }
    return switch (message) {
      case SipMessage.Request request -> request(request);
      case SipMessage.Response response -> response(response);
    };
  }

  /// An answer that sends the call elsewhere would be obeyed by Asterisk (RFC 3261, section 21.3).
  private static Optional<String> response(SipMessage.Response response) {
    return response.status() / 100 == 3
        ? Optional.of("a call can't be sent elsewhere by its answer")
        : Optional.empty();
  }

  private Optional<String> request(SipMessage.Request request) {
    Optional<SipUri.Named> to = request.headers().value("to").flatMap(SipUri::readNamed);
    if (to.isEmpty() || request.headers().count("via") != 1) {
      return Optional.of("a To or Via that phones in browsers don't write");
    }
    if (!isOwn(request, "from") || request.headers().value("from").isEmpty()) {
      return Optional.of("the From of another account");
    }
    return switch (request.method()) {
      case "REGISTER" ->
          request.uri().user().isEmpty() && to.get().uri().user().equals(account)
              ? Optional.empty()
              : Optional.of("the registration of another account");
      case "INVITE" -> to.get().hasTag() ? within(request) : begun(request.uri(), to.get().uri());
      default ->
          OF_A_CALL.contains(request.method())
              ? within(request)
              : Optional.of("a method that phones in browsers don't need");
    };
  }

  private static Optional<String> begun(SipUri wanted, SipUri to) {
    return SERVICES.contains(wanted.user()) && wanted.user().equals(to.user())
        ? Optional.empty()
        : Optional.of("a call to other than the services inside");
  }

  /// To Asterisk's own end of a call, or to the service that was called.
  private static Optional<String> within(SipMessage.Request request) {
    String user = request.uri().user();
    return user.equals(SWITCH) || SERVICES.contains(user)
        ? Optional.empty()
        : Optional.of("a request to other than the switch");
  }

  /// Whether the header is not there, or is one address of this account.
  private boolean isOwn(SipMessage message, String header) {
    return switch (message.headers().count(header)) {
      case 0 -> true;
      case 1 ->
          message
              .headers()
              .value(header)
              .flatMap(SipUri::readNamed)
              .filter(named -> named.uri().user().equals(account))
              .isPresent();
      default -> false;
    };
  }

  /// "All my contacts", to end them (RFC 3261, section 10.2.2).
  private static boolean isEveryContact(SipMessage message) {
    return message instanceof SipMessage.Request request
        && request.method().equals("REGISTER")
        && request.headers().count("contact") == 1
        && request.headers().value("contact").orElse("").equals("*")
        && request.headers().value("expires").orElse("").equals("0");
  }

  private static boolean isPlain(SipMessage message, String header) {
    return message.headers().count(header) <= 1
        && EXTENSIONS.matcher(message.headers().value(header).orElse("")).matches();
  }
}
