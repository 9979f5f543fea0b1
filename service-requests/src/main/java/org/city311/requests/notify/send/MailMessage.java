package org.city311.requests.notify.send;

import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// A mail as it goes over the wire (RFC 5322).
final class MailMessage extends MimeMessage {
  private static final String UTF_8 = StandardCharsets.UTF_8.name();

  /// RFC 5322, section 3.3.
  private static final DateTimeFormatter DATE =
      DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH);

  private final String messageId;

  private MailMessage(Session session, String messageId) {
    super(session);
    this.messageId = messageId;
  }

  static MailMessage of(Session session, MailSettings settings, Mail mail)
      throws MessagingException {
    String domain = settings.from().domain();
    MailMessage message = new MailMessage(session, "<%s@%s>".formatted(mail.id(), domain));
    message.setFrom(address(settings.from(), settings.fromName()));
    if (settings.replyTo().isPresent()) {
      message.setReplyTo(new InternetAddress[] {address(settings.replyTo().get(), "")});
    }
    message.setRecipient(Message.RecipientType.TO, address(mail.to(), ""));
    message.setSubject(mail.letter().subject(), UTF_8);
    message.setHeader("Date", DATE.format(ZonedDateTime.now(ZoneOffset.UTC)));
    message.setContentLanguage(new String[] {mail.language()});
    message.setHeader("References", "<request-%s@%s>".formatted(mail.thread(), domain));
    // RFC 3834, section 5: no machine shall answer; the second is what Exchange goes by.
    message.setHeader("Auto-Submitted", "auto-generated");
    message.setHeader("X-Auto-Response-Suppress", "OOF, AutoReply");
    if (mail.stop().isPresent()) {
      // RFC 8058.
      message.setHeader("List-Unsubscribe", "<" + mail.stop().get() + ">");
      message.setHeader("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
    }
    message.setContent(both(mail));
    message.saveChanges();
    return message;
  }

  private static MimeMultipart both(Mail mail) throws MessagingException {
    MimeBodyPart text = new MimeBodyPart();
    text.setText(mail.letter().text(), UTF_8);
    MimeBodyPart html = new MimeBodyPart();
    html.setText(mail.letter().html(), UTF_8, "html");
    return new MimeMultipart("alternative", text, html);
  }

  private static InternetAddress address(MailAddress address, String name)
      throws MessagingException {
    try {
      return name.isEmpty()
          ? new InternetAddress(address.value(), true)
          : new InternetAddress(address.value(), name, UTF_8);
    } catch (UnsupportedEncodingException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Ours, instead of a new one at each attempt.
  @Override
  protected void updateMessageID() throws MessagingException {
    setHeader("Message-ID", messageId);
  }
}
