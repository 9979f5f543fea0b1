package org.city311.requests.http.notify;

import java.util.List;
import org.city311.requests.catalogue.Text;
import org.city311.requests.notify.link.SignedLink;

/// The small pages behind links, without a script, in the link's language.
final class LinkPages {
  static final String STYLE =
      """
      body { margin: 0; background: #fff; color: #1b1b1b; font: 1.125rem/1.5 system-ui, sans-serif }
      main { max-width: 36rem; margin: 0 auto; padding: 1.5rem 1rem }
      h1 { font-size: 1.5rem; line-height: 1.25 }
      form { margin: 1rem 0 }
      button { display: block; width: 100%; max-width: 24rem; min-height: 3rem; margin: .5rem 0; padding: .5rem 1rem;
        font: inherit; text-align: start; color: #fff; background: #0b4f9c; border: 2px solid #0b4f9c; border-radius: .375rem }
      button:hover { background: #083b75 }
      button:focus-visible { outline: 3px solid #1b1b1b; outline-offset: 2px }
      """;

  private static final Text STOP_TITLE =
      new Text(
          "No more messages about request %s", "No recibir más mensajes sobre la solicitud %s");
  private static final Text STOP_SAYS =
      new Text(
          "The request itself goes on. You just don't hear of it any more.",
          "La solicitud sigue su curso. Solo dejará de recibir mensajes sobre ella.");
  private static final Text STOP_BUTTON =
      new Text("Send me no more messages", "No me envíen más mensajes");
  private static final Text STOPPED_TITLE =
      new Text(
          "You get no more messages about request %s",
          "Ya no recibirá mensajes sobre la solicitud %s");
  private static final Text STOPPED_SAYS = new Text("Changed your mind?", "¿Cambió de opinión?");
  private static final Text AGAIN_BUTTON =
      new Text("Send me messages again", "Envíenme mensajes de nuevo");
  private static final Text AGAIN_TITLE =
      new Text(
          "You get messages about request %s again",
          "Volverá a recibir mensajes sobre la solicitud %s");
  private static final Text FORGOTTEN_TITLE =
      new Text("We have removed your address", "Hemos eliminado su dirección");
  private static final Text FORGOTTEN_SAYS =
      new Text(
          "So we can't write to you any more. To hear of request %s again, follow it on our site.",
          "Por eso ya no podemos escribirle. Para recibir mensajes sobre la solicitud %s, sígala de"
              + " nuevo en nuestro sitio.");
  private static final Text QUESTION_TITLE =
      new Text(
          "How satisfied are you with what the city did? (request %s)",
          "¿Qué tan satisfecho está con lo que hizo la ciudad? (solicitud %s)");
  private static final List<Text> GRADES =
      List.of(
          new Text("Very dissatisfied", "Muy insatisfecho"),
          new Text("Dissatisfied", "Insatisfecho"),
          new Text("Neither", "Ni satisfecho ni insatisfecho"),
          new Text("Satisfied", "Satisfecho"),
          new Text("Very satisfied", "Muy satisfecho"));
  private static final Text THANKS_TITLE =
      new Text("Thank you. We have your answer.", "Gracias. Recibimos su respuesta.");
  private static final Text THANKS_SAYS =
      new Text(
          "To change it, open the link in our message again.",
          "Para cambiarla, abra de nuevo el enlace de nuestro mensaje.");
  private static final Text TOO_LATE =
      new Text(
          "This question was open for 90 days and is closed now.",
          "Esta pregunta estuvo abierta 90 días y ya está cerrada.");
  private static final Text AWAY =
      new Text(
          "This doesn't work at the moment. Please try again in a minute.",
          "Esto no funciona en este momento. Inténtelo de nuevo en un minuto.");
  private static final Text UNKNOWN =
      new Text(
          "This link is not complete. Please open it from our message, or copy all of it.",
          "Este enlace no está completo. Ábralo desde nuestro mensaje o cópielo entero.");

  private static final String LAYOUT =
      """
      <!DOCTYPE html>
      <html lang="%1$s">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="robots" content="noindex">
      <title>%2$s</title>
      <link rel="stylesheet" href="style.css">
      </head>
      <body><main>
      <h1>%2$s</h1>
      %3$s
      </main></body>
      </html>
      """;

  private LinkPages() {}

  /// Asks before anything is done: what fetches links in mails to look at them must not do it.
  static String ask(SignedLink link) {
    return switch (link.purpose()) {
      case STOP ->
          page(
              link,
              STOP_TITLE,
              paragraph(link, STOP_SAYS) + button(link, "do", "stop", STOP_BUTTON));
      case QUESTION -> {
        StringBuilder buttons = new StringBuilder("<form method=\"post\">");
        for (int grade = GRADES.size(); grade > 0; grade--) {
          buttons.append(
              "<button name=\"grade\" value=\"%d\">%s</button>"
                  .formatted(grade, GRADES.get(grade - 1).in(link.language())));
        }
        yield page(link, QUESTION_TITLE, buttons + "</form>");
      }
    };
  }

  static String stopped(SignedLink link) {
    return page(
        link,
        STOPPED_TITLE,
        paragraph(link, STOPPED_SAYS) + button(link, "do", "again", AGAIN_BUTTON));
  }

  static String again(SignedLink link) {
    return page(link, AGAIN_TITLE, button(link, "do", "stop", STOP_BUTTON));
  }

  static String forgotten(SignedLink link) {
    String says = FORGOTTEN_SAYS.in(link.language()).formatted(link.number().grouped());
    return page(link, FORGOTTEN_TITLE, "<p>" + says + "</p>");
  }

  static String thanks(SignedLink link) {
    return page(link, THANKS_TITLE, paragraph(link, THANKS_SAYS));
  }

  static String tooLate(SignedLink link) {
    return page(link, TOO_LATE, "");
  }

  static String away(SignedLink link) {
    return page(link, AWAY, "");
  }

  /// In both languages, as such a link says none.
  static String unknown() {
    String spanish = "<p lang=\"es\">" + UNKNOWN.es() + "</p>";
    return LAYOUT.formatted("en", UNKNOWN.en(), spanish);
  }

  private static String page(SignedLink link, Text title, String body) {
    String heading = title.in(link.language()).formatted(link.number().grouped());
    String language = link.language().equals("es") ? "es" : "en";
    return LAYOUT.formatted(language, heading, body);
  }

  private static String paragraph(SignedLink link, Text says) {
    return "<p>" + says.in(link.language()) + "</p>";
  }

  private static String button(SignedLink link, String name, String value, Text says) {
    return "<form method=\"post\"><button name=\"%s\" value=\"%s\">%s</button></form>"
        .formatted(name, value, says.in(link.language()));
  }
}
