package org.city311.requests.notify.send;

import java.time.Duration;
import java.util.Optional;

/// How mail is sent.
///
/// @param host of the SMTP server that takes the city's mail
/// @param port 587 is usual with STARTTLS, 465 with TLS, 25 without either
/// @param security how the way to it is protected
/// @param login empty when it asks for none
/// @param from whom the mail is from; bounces go there as well
/// @param fromName as it is shown beside the address
/// @param replyTo where answers go; empty: to `from`
/// @param timeout for connecting, and for each answer of the server
public record MailSettings(
    String host,
    int port,
    Security security,
    Optional<Login> login,
    MailAddress from,
    String fromName,
    Optional<MailAddress> replyTo,
    Duration timeout) {

  /// How the way to the server is protected. The server's certificate must fit its name.
  public enum Security {
    /// Begins in the open and must then be encrypted (RFC 3207): a server that does not offer it gets no
    /// mail.
    STARTTLS,
    /// Encrypted from the first byte (RFC 8314).
    TLS,
    /// In the open: for a server on this machine.
    NONE
  }

  /// Who we are to the server.
  public record Login(String user, String password) {
    /// Leaves the password out.
    @Override
    public String toString() {
      return user;
    }
  }
}
