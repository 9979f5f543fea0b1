package org.city311.requests.notify.send;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.configuration.GreenMailConfiguration;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import org.city311.requests.notify.send.MailSettings.Login;
import org.city311.requests.notify.send.MailSettings.Security;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MailerTest {
  private static final Mail MAIL = TestMail.to("rosa@example.org");

  private final GreenMail server = new GreenMail(ServerSetup.SMTP.dynamicPort());

  private int start() {
    server.start();
    return server.getSmtp().getPort();
  }

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  void mail_arrivesAsItWasWritten_inBothForms_withWhatKeepsMachinesQuiet() throws Exception {
    try (Mailer mailer = new Mailer(TestMail.settings(start()))) {
      assertEquals(new Delivery.Sent(), mailer.send(MAIL));
    }

    assertEquals(1, server.getReceivedMessages().length);
    MimeMessage mail = server.getReceivedMessages()[0];
    assertEquals("Su solicitud está cerrada", mail.getSubject());
    assertEquals("rosa@example.org", mail.getHeader("To", null));
    assertTrue(mail.getFrom()[0].toString().endsWith("<311@city.example.org>"));
    assertEquals("<00000000-0000-4000-8000-000000000311@city.example.org>", mail.getMessageID());
    assertEquals("auto-generated", mail.getHeader("Auto-Submitted", null));
    assertEquals("<https://311.example.org/m/token>", mail.getHeader("List-Unsubscribe", null));
    assertEquals("List-Unsubscribe=One-Click", mail.getHeader("List-Unsubscribe-Post", null));
    assertEquals("<request-10000004@city.example.org>", mail.getHeader("References", null));
    assertEquals("<311@city.example.org>", mail.getHeader("Return-Path", null));
    MimeMultipart both = assertInstanceOf(MimeMultipart.class, mail.getContent());
    assertEquals("¡Hola!\r\n.\r\nAdiós", both.getBodyPart(0).getContent().toString().strip());
    assertEquals("text/plain; charset=UTF-8", both.getBodyPart(0).getContentType());
    assertEquals("<p>¡Hola!</p>", both.getBodyPart(1).getContent());
    assertTrue(mail.getContentType().startsWith("multipart/alternative"));
  }

  @Test
  void mailThatIsSentAgain_hasTheSameMessageId() throws Exception {
    try (Mailer mailer = new Mailer(TestMail.settings(start()))) {
      mailer.send(MAIL);
      mailer.send(MAIL);
    }

    assertEquals(
        server.getReceivedMessages()[0].getMessageID(),
        server.getReceivedMessages()[1].getMessageID());
  }

  @Test
  void serverThatIsAway_isTold_andMailGoesWhenItIsThere() throws Exception {
    int port = start();
    try (Mailer mailer = new Mailer(TestMail.settings(port))) {
      assertEquals(new Delivery.Sent(), mailer.send(MAIL));
      server.stop();
      assertInstanceOf(Delivery.Away.class, mailer.send(MAIL));
    }
    try (Mailer nobody = new Mailer(TestMail.settings(freePort()))) {
      assertInstanceOf(Delivery.Away.class, nobody.send(MAIL));
    }
  }

  @Test
  void connectionThatTheServerClosedMeanwhile_isMadeAnew() throws Exception {
    int port = start();
    try (Mailer mailer = new Mailer(TestMail.settings(port))) {
      assertEquals(new Delivery.Sent(), mailer.send(MAIL));
      server.stop();
      GreenMail again =
          new GreenMail(new ServerSetup(port, "localhost", ServerSetup.PROTOCOL_SMTP));
      again.start();
      try {
        assertEquals(new Delivery.Sent(), mailer.send(MAIL));
        assertEquals(1, again.getReceivedMessages().length);
      } finally {
        again.stop();
      }
    }
  }

  @Test
  void login_isNeededWhereTheServerAsksForIt() throws Exception {
    server.withConfiguration(new GreenMailConfiguration().withUser("city", "city", "s3cret"));
    int port = start();
    Login right = new Login("city", "s3cret");
    Login wrong = new Login("city", "guess");
    try (Mailer mailer = new Mailer(TestMail.settings(port, Security.NONE, Optional.of(wrong)))) {
      Delivery.Away away = assertInstanceOf(Delivery.Away.class, mailer.send(MAIL));
      assertTrue(!away.why().contains("guess"), away.why());
    }
    try (Mailer mailer = new Mailer(TestMail.settings(port, Security.NONE, Optional.of(right)))) {
      assertEquals(new Delivery.Sent(), mailer.send(MAIL));
    }
  }

  @Test
  void serverWithoutEncryption_getsNothing_whereItIsDemanded() throws Exception {
    int port = start();
    try (Mailer mailer = new Mailer(TestMail.settings(port, Security.STARTTLS, Optional.empty()))) {
      assertInstanceOf(Delivery.Away.class, mailer.send(MAIL));
    }
    assertEquals(0, server.getReceivedMessages().length);
  }

  @Test
  void serverWhoseCertificateNobodyVouchesFor_getsNothing() throws Exception {
    GreenMail encrypted = new GreenMail(ServerSetup.SMTPS.dynamicPort());
    encrypted.start();
    try (Mailer mailer =
        new Mailer(
            TestMail.settings(encrypted.getSmtps().getPort(), Security.TLS, Optional.empty()))) {
      assertInstanceOf(Delivery.Away.class, mailer.send(MAIL));
      assertEquals(0, encrypted.getReceivedMessages().length);
    } finally {
      encrypted.stop();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "RCPT, 550 no such user, Refused",
    "RCPT, 450 greylisted, Later",
    "RCPT, 452 mailbox is full, Later",
    "RCPT, 421 closing, Away",
    "MAIL, 530 authentication required, Away",
    "MAIL, 550 not this sender, Away",
    "MAIL, 451 not now, Away",
    "DATA, 554 no, Refused",
    "., 554 looks like spam, Refused",
    "., 451 not now, Later",
    "., close, Unclear",
    "RCPT, close, Away"
  })
  void answer_isUnderstood(String command, String answer, String meaning) throws Exception {
    try (ScriptedSmtp scripted = new ScriptedSmtp();
        Mailer mailer = new Mailer(TestMail.settings(scripted.port()))) {
      scripted.answer(command, answer);

      assertEquals(meaning, mailer.send(MAIL).getClass().getSimpleName());
    }
  }

  @Test
  void reason_doesNotRepeatTheAddress() throws Exception {
    try (ScriptedSmtp scripted = new ScriptedSmtp();
        Mailer mailer = new Mailer(TestMail.settings(scripted.port()))) {
      scripted.answer("RCPT", "550 <rosa@example.org>: no such user");

      Delivery.Refused refused = assertInstanceOf(Delivery.Refused.class, mailer.send(MAIL));
      assertTrue(refused.why().contains("no such user"), refused.why());
      assertTrue(!refused.why().contains("rosa"), refused.why());
    }
  }

  @Test
  void rawMail_hasNoLineThatIsTooLong_andNoBareControl() throws Exception {
    try (Mailer mailer = new Mailer(TestMail.settings(start()))) {
      mailer.send(MAIL);
    }
    String raw = GreenMailUtil.getWholeMessage(server.getReceivedMessages()[0]);

    // RFC 5322, section 2.1.1.
    assertTrue(raw.lines().allMatch(line -> line.length() <= 998), raw);
    assertTrue(raw.chars().allMatch(c -> c == '\r' || c == '\n' || c == '\t' || c >= ' '), raw);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
