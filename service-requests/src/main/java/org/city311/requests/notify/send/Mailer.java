package org.city311.requests.notify.send;

import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import java.util.Properties;
import org.city311.requests.notify.send.MailSettings.Login;
import org.city311.requests.notify.send.MailSettings.Security;
import org.jspecify.annotations.Nullable;

/// Sends mail by SMTP (RFC 5321), over one connection that is kept while there is more to send. For one
/// thread.
public final class Mailer implements AutoCloseable {
  private final MailSettings settings;
  private final Session session;
  private @Nullable Transport open;

  public Mailer(MailSettings settings) {
    this.settings = settings;
    this.session = Session.getInstance(properties(settings));
  }

  private static Properties properties(MailSettings settings) {
    String millis = String.valueOf(settings.timeout().toMillis());
    Properties properties = new Properties();
    properties.put("mail.smtp.host", settings.host());
    properties.put("mail.smtp.port", String.valueOf(settings.port()));
    properties.put("mail.smtp.connectiontimeout", millis);
    properties.put("mail.smtp.timeout", millis);
    properties.put("mail.smtp.writetimeout", millis);
    properties.put("mail.smtp.auth", String.valueOf(settings.login().isPresent()));
    properties.put("mail.smtp.starttls.enable", "" + (settings.security() == Security.STARTTLS));
    properties.put("mail.smtp.starttls.required", "" + (settings.security() == Security.STARTTLS));
    properties.put("mail.smtp.ssl.enable", "" + (settings.security() == Security.TLS));
    properties.put("mail.smtp.ssl.checkserveridentity", "true");
    properties.put("mail.smtp.ssl.protocols", "TLSv1.3 TLSv1.2");
    properties.put("mail.smtp.from", settings.from().value());
    properties.put("mail.smtp.localhost", settings.from().domain());
    // A line that begins in the middle of a word of a header is refused by some.
    properties.put("mail.mime.splitlongparameters", "false");
    return properties;
  }

  /// One attempt. Waits for the server as long as its timeouts allow.
  public Delivery send(Mail mail) {
    Transport transport;
    try {
      transport = transport();
    } catch (MessagingException e) {
      close();
      return new Delivery.Away(SmtpAnswer.why(e));
    }
    MailMessage message;
    try {
      message = MailMessage.of(session, settings, mail);
    } catch (MessagingException e) {
      return new Delivery.Refused(SmtpAnswer.why(e));
    }
    try {
      transport.sendMessage(message, message.getAllRecipients());
      return new Delivery.Sent();
    } catch (MessagingException e) {
      close();
      return SmtpAnswer.of(e);
    }
  }

  private Transport transport() throws MessagingException {
    // Asks the server, so a connection that it has closed meanwhile is not used.
    if (open != null && open.isConnected()) {
      return open;
    }
    close();
    Transport transport = session.getTransport("smtp");
    open = transport;
    if (settings.login().isPresent()) {
      Login login = settings.login().get();
      transport.connect(settings.host(), settings.port(), login.user(), login.password());
    } else {
      transport.connect();
    }
    return transport;
  }

  /// Ends the connection, if there is one; the next mail opens another.
  @Override
  public void close() {
    Transport transport = open;
    open = null;
    if (transport != null) {
      try {
        transport.close();
      } catch (MessagingException e) {
        // It was closed by the other side already.
      }
    }
  }
}
