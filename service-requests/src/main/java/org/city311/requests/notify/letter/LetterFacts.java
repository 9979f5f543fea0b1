package org.city311.requests.notify.letter;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.city311.requests.catalogue.Catalogue;
import org.city311.requests.catalogue.Text;
import org.city311.requests.life.Actor;
import org.city311.requests.life.Entry;
import org.city311.requests.life.Outcome;
import org.city311.requests.life.Request;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.published.Published;

/// Says in a reader's language what happened to a request. Pure.
///
/// @param city its name
/// @param zone in which its times are told
/// @param site the address of its public site, without a slash at the end
public record LetterFacts(String city, ZoneId zone, String site) {
  /// What steers a terminal or the direction of writing, but for the ends of lines.
  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}\\p{Cf}\\u2028\\u2029&&[^\\n]]+");

  private static final Pattern SPACES = Pattern.compile("[\\u00a0\\u202f]");

  private static final Map<Outcome, Text> OUTCOMES =
      Map.of(
          Outcome.DONE,
          new Text("it is done", "ya está resuelta"),
          Outcome.NOTHING_FOUND,
          new Text("our crew found nothing to do", "nuestro equipo no encontró nada que hacer"),
          Outcome.REFERRED,
          new Text(
              "somebody outside of the city's departments does it, and was told",
              "le corresponde a alguien ajeno a la ciudad, y ya le avisamos"),
          Outcome.DECLINED,
          new Text("the city does not do this", "la ciudad no hace esto"),
          Outcome.WITHDRAWN,
          new Text("it was withdrawn", "fue retirada"));

  /// What a request is called to those who may not know of what type it is.
  private static final Text NOT_PUBLISHED =
      new Text("a matter that we do not publish", "un asunto que no publicamos");

  /// What is written about.
  ///
  /// @param request as it is now; of an entry that joined it with another, that other
  /// @param entry the line of history; empty where none tells of it
  /// @param happened when
  /// @param rule of an escalation; else empty
  /// @param to whom
  public record About(
      Request request, Optional<Entry> entry, Instant happened, String rule, To to) {}

  /// Whom a letter is to.
  public enum To {
    /// Whoever reported or followed the request itself, and staff.
    ITS_OWN,
    /// Whoever follows a request that was joined with it. Staff join across types, and anybody may have
    /// followed the other, so they are told no more than its page shows anybody.
    ANOTHERS
  }

  /// The links of one letter to one person.
  ///
  /// @param stop by which they hear no more
  /// @param question by which they say whether we were of help
  public record Links(String stop, String question) {}

  /// @param language an ISO 639 code
  public Facts facts(About about, Catalogue catalogue, String language, Links links) {
    Request request = about.request();
    Map<String, String> values = new HashMap<>();
    values.put("city", city);
    values.put("stop", links.stop());
    values.put("question", links.question());
    values.put("rule", about.rule());
    boolean told = about.to() == To.ITS_OWN || showsPlace(request, catalogue);
    values.put("type", told ? type(request, catalogue, language) : NOT_PUBLISHED.in(language));
    values.put(
        "department",
        catalogue
            .department(request.department())
            .map(department -> department.name().in(language))
            .orElse(request.department()));
    values.put("neighbourhood", plain(request.report().location().neighbourhood()));
    values.put("due", time(request.timing().due(), language));
    values.put("first_due", time(request.timing().firstDue(), language));
    values.put("late", about.happened().isBefore(request.timing().due()) ? "" : "late");
    values.put("track", isPublic(request, catalogue) ? site + "/requests/" + request.number() : "");
    putLine(values, about, language);
    if (!told) {
      values.put("why", "");
    }
    return new Facts(site, values);
  }

  /// What the line of history has. It tells of its own moment, though the request may have gone on since.
  private void putLine(Map<String, String> values, About about, String language) {
    values.put("number", about.request().number().grouped());
    for (String name : new String[] {"why", "due_was", "outcome", "other"}) {
      values.put(name, "");
    }
    if (about.entry().isEmpty()) {
      return;
    }
    Entry entry = about.entry().get();
    values.put("number", entry.number().grouped());
    values.put("why", reason(entry));
    entry
        .due()
        .ifPresent(
            move -> {
              values.put("due_was", time(move.was(), language));
              values.put("due", time(move.became(), language));
            });
    switch (entry.what().kind()) {
      case CLOSED ->
          values.put("outcome", outcome(Outcome.valueOf(entry.what().became()), language));
      case MERGED ->
          values.put(
              "other",
              RequestNumber.parse(entry.what().became()).map(RequestNumber::grouped).orElse(""));
      case CREATED,
          STATE,
          TRANSFERRED,
          ASSIGNED,
          UNMERGED,
          TOOK_IN,
          GAVE_BACK,
          FOLLOWED,
          UNFOLLOWED,
          COMMENTED,
          RECALCULATED -> {}
    }
  }

  /// What the department wrote for whoever follows, who may be anybody. Other reasons are between the staff,
  /// as on the public page.
  private static String reason(Entry entry) {
    boolean meant =
        switch (entry.what().kind()) {
          case CLOSED, RECALCULATED -> entry.who().kind() != Actor.Kind.RESIDENT;
          case CREATED,
              STATE,
              TRANSFERRED,
              ASSIGNED,
              MERGED,
              UNMERGED,
              TOOK_IN,
              GAVE_BACK,
              FOLLOWED,
              UNFOLLOWED,
              COMMENTED ->
              false;
        };
    return meant ? plain(entry.why()) : "";
  }

  private static String outcome(Outcome outcome, String language) {
    Text words = OUTCOMES.get(outcome);
    if (words == null) {
      throw new IllegalArgumentException("no words for " + outcome);
    }
    return words.in(language);
  }

  private static String type(Request request, Catalogue catalogue, String language) {
    String type = request.report().type();
    return catalogue.type(type).map(known -> known.name().in(language)).orElse(type);
  }

  private static boolean showsPlace(Request request, Catalogue catalogue) {
    return catalogue.type(request.report().type()).filter(Published::showsPlace).isPresent();
  }

  private static boolean isPublic(Request request, Catalogue catalogue) {
    return catalogue.type(request.report().type()).filter(Published::showsAnything).isPresent();
  }

  /// `Wednesday, November 18, 2026, 5:00 PM`, with plain spaces, as a text message has no others.
  private String time(Instant at, String language) {
    Locale locale = Locale.of(language.equals("es") ? "es" : "en", "US");
    DateTimeFormatter format =
        DateTimeFormatter.ofPattern(
            language.equals("es")
                ? "EEEE d 'de' MMMM 'de' yyyy, h:mm a"
                : "EEEE, MMMM d, yyyy, h:mm a",
            locale);
    return SPACES.matcher(format.format(at.atZone(zone))).replaceAll(" ");
  }

  private static String plain(String text) {
    return CONTROL.matcher(text.replace("\r\n", "\n")).replaceAll(" ").strip();
  }
}
