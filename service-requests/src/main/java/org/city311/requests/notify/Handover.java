package org.city311.requests.notify;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.city311.requests.contact.Contact;
import org.city311.requests.life.Actor;
import org.city311.requests.life.Entry;
import org.city311.requests.life.Entry.Move;
import org.city311.requests.life.Request;
import org.city311.requests.life.State;
import org.city311.requests.notify.Notices.Turns;
import org.city311.requests.notify.letter.Facts;
import org.city311.requests.notify.letter.LetterFacts.About;
import org.city311.requests.notify.letter.LetterFacts.Links;
import org.city311.requests.notify.letter.LetterFacts.To;
import org.city311.requests.notify.letter.Occasion;
import org.city311.requests.notify.link.SignedLink;
import org.city311.requests.notify.link.SignedLink.Purpose;
import org.city311.requests.notify.link.SignedLinks;
import org.city311.requests.notify.send.Mail;
import org.city311.requests.notify.send.MailAddress;
import org.city311.requests.notify.send.PhoneNumber;
import org.city311.requests.notify.send.TextSettings;
import org.city311.requests.notify.send.Way;
import org.city311.requests.number.RequestNumber;

/// Decides for one notice who is told, by which way and in which words, as things are at this moment.
/// Safe for any thread.
final class Handover {
  private static final Actor US = new Actor(Actor.Kind.SYSTEM, "notify");
  private static final Duration DAY = Duration.ofDays(1);

  private final NotifyParts parts;
  private final NotifySettings settings;
  private final Notices notices;
  private final Followed followed;
  private final SignedLinks links;

  Handover(NotifyParts parts, NotifySettings settings, Notices notices) {
    this.parts = parts;
    this.settings = settings;
    this.notices = notices;
    this.followed = new Followed(parts.database());
    this.links = new SignedLinks(settings.linkKey());
  }

  /// What is to be done with a notice.
  sealed interface Task {
    /// @param addressHash by which the address is known again
    record SendMail(Mail mail, String addressHash) implements Task {}

    /// @param addressHash by which the number is known again
    record SendText(PhoneNumber to, String text, String addressHash) implements Task {}

    /// Nothing is sent.
    record Nothing(Ending ending) implements Task {}
  }

  Task task(Notice notice, Turns turns, Instant now) throws SQLException {
    if (notice.happened().plus(settings.limits().giveUp()).isBefore(now)) {
      return new Task.Nothing(new Ending.Failed("given up, too late. Last: " + notice.why()));
    }
    Optional<Request> request = parts.requests().find(notice.number());
    Optional<Entry> entry = entry(notice);
    if (request.isEmpty() || (notice.version() > 0 && entry.isEmpty())) {
      return skip("there is no such line of history");
    }
    if (isOvertaken(notice, request.get(), entry)) {
      return skip("overtaken by what came later");
    }
    Optional<Request> told = told(request.get(), entry);
    if (told.isEmpty()) {
      return skip("what it was joined with is not there");
    }
    About about =
        new About(told.get(), entry, notice.happened(), notice.rule(), to(notice, told.get()));
    return notice.occasion() == Occasion.ESCALATED
        ? toStaff(notice, about)
        : inTurn(toFollower(notice, about, now), turns, now);
  }

  private static Task skip(String why) {
    return new Task.Nothing(new Ending.Skipped(why));
  }

  private Optional<Entry> entry(Notice notice) throws SQLException {
    if (notice.version() == 0) {
      return Optional.empty();
    }
    List<Entry> lines = parts.requests().history(notice.number(), notice.version() - 1, 1);
    return lines.stream().filter(line -> line.version() == notice.version()).findFirst();
  }

  /// A date that no longer holds is not told, as another notice tells what does.
  private static boolean isOvertaken(Notice notice, Request request, Optional<Entry> entry) {
    Optional<Instant> became = entry.flatMap(Entry::due).map(Move::became);
    return notice.occasion() == Occasion.MOVED
        && (request.state() instanceof State.Closed
            || !became.equals(Optional.of(request.timing().due())));
  }

  /// The request that is written about: of one that was joined with another, that other.
  private Optional<Request> told(Request request, Optional<Entry> entry) throws SQLException {
    if (entry.isEmpty() || entry.get().what().kind() != Entry.Kind.MERGED) {
      return Optional.of(request);
    }
    Optional<RequestNumber> into = RequestNumber.parse(entry.get().what().became());
    return into.isEmpty() ? Optional.empty() : parts.requests().find(into.get());
  }

  private To to(Notice notice, Request told) throws SQLException {
    boolean itsOwn =
        notice.occasion() == Occasion.ESCALATED
            || followed.contactOf(notice.recipient()).equals(Optional.of(told.number()));
    return itsOwn ? To.ITS_OWN : To.ANOTHERS;
  }

  /// To whoever has the role in the department that has the request now.
  private Task toStaff(Notice notice, About about) {
    String department = about.request().department();
    String role = notice.recipient();
    Optional<MailAddress> address =
        settings
            .mail()
            .flatMap(_ -> parts.catalogue().get().department(department))
            .map(found -> found.mail().getOrDefault(role, ""))
            .flatMap(MailAddress::parse);
    if (address.isEmpty()) {
      return skip("no mail of a %s in department %s".formatted(role, department));
    }
    return mail(
        notice, about, new Reader(address.get(), settings.staffLanguage(), Optional.empty()));
  }

  private Task toFollower(Notice notice, About about, Instant now) throws SQLException {
    String follower = notice.recipient();
    if (followed.by(follower).isEmpty()) {
      return skip("does not want to hear of it any more");
    }
    String why = "to tell them: " + notice.occasion();
    Map<String, Contact> found = parts.contacts().read(List.of(follower), US, why, now);
    Contact contact = found.get(follower);
    if (contact == null) {
      return skip("the contact is not kept any more");
    }
    return byItsWay(notice, about, contact);
  }

  /// Unless it was told at this address, or too much was.
  private Task inTurn(Task task, Turns turns, Instant now) throws SQLException {
    String hash =
        switch (task) {
          case Task.SendMail mail -> mail.addressHash();
          case Task.SendText text -> text.addressHash();
          case Task.Nothing _ -> "";
        };
    if (hash.isEmpty()) {
      return task;
    }
    return switch (turns.of(hash)) {
      case TOLD -> skip("it was told at this address already");
      case ANOTHERS ->
          new Task.Nothing(
              new Ending.Again(
                  Optional.empty(),
                  "it is being told at this address",
                  Courier.FIRST_WAIT,
                  Ending.Unclear.NO));
      case ITS_OWN ->
          notices.sentTo(hash, now.minus(DAY)) >= settings.limits().perAddress()
              ? skip("this address had enough for a day")
              : task;
    };
  }

  /// By e-mail if there is an address, else by text message.
  private Task byItsWay(Notice notice, About about, Contact contact) {
    Optional<MailAddress> address =
        settings.mail().flatMap(_ -> MailAddress.parse(contact.email()));
    if (address.isPresent()) {
      String stop = link(notice, Purpose.STOP, contact.language());
      return mail(notice, about, new Reader(address.get(), contact.language(), Optional.of(stop)));
    }
    Optional<PhoneNumber> phone =
        settings
            .texts()
            .map(TextSettings::countryCode)
            .flatMap(code -> PhoneNumber.parse(contact.phone(), code));
    return phone
        .<Task>map(number -> text(notice, about, contact.language(), number))
        .orElseGet(() -> skip("no address that we write to"));
  }

  /// @param stop their link; empty for staff
  private record Reader(MailAddress address, String language, Optional<String> stop) {}

  private Task mail(Notice notice, About about, Reader reader) {
    Facts facts = facts(notice, about, reader.language());
    return new Task.SendMail(
        new Mail(
            notice.id(),
            reader.address(),
            settings.templates().mail(notice.occasion(), reader.language(), facts),
            reader.language(),
            notice.number().toString(),
            reader.stop()),
        links.hash(Way.MAIL + " " + reader.address().folded()));
  }

  private Task text(Notice notice, About about, String language, PhoneNumber number) {
    Facts facts = facts(notice, about, language);
    return new Task.SendText(
        number,
        settings.templates().text(notice.occasion(), language, facts),
        links.hash(Way.TEXT + " " + number.value()));
  }

  private Facts facts(Notice notice, About about, String language) {
    return settings
        .facts()
        .facts(
            about,
            parts.catalogue().get(),
            language,
            new Links(
                link(notice, Purpose.STOP, language), link(notice, Purpose.QUESTION, language)));
  }

  private String link(Notice notice, Purpose purpose, String language) {
    SignedLink link =
        new SignedLink(purpose, language, notice.number(), notice.version(), notice.recipient());
    return settings.facts().site() + "/m/" + links.token(link);
  }
}
