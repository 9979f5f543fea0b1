package org.city311.flows.selfservice;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.city311.flows.AfterMessage;
import org.city311.flows.message.Message;
import org.city311.flows.message.Message.Kind;
import org.city311.flows.message.Messages;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Language;
import org.city311.ivr.line.CallerGone;
import org.city311.ivr.line.Line;
import org.city311.ivr.line.Spoken;
import org.city311.requests.catalogue.RequestType;
import org.city311.requests.phone.DeskAwayException;
import org.city311.requests.phone.Filed;
import org.city311.requests.phone.PhoneDesk;
import org.city311.requests.phone.PhoneReport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Makes a request of each message, with the recording attached, and of each callback that reached
/// nobody. Tells a resident who is there its number and by when it is promised. A message is safe
/// on the disk before, and stays there until it has become one: while the desk is away it waits,
/// and the resident is told that the number can't be said yet.
///
/// A message becomes one request, whoever tries it how often: it is found by the message's own key.
/// Safe for any thread and on several nodes.
public final class MessageRequests implements AfterMessage {
  /// How old a message is that was left over: its own call is no longer busy with it.
  static final Duration LEFT_OVER = Duration.ofMinutes(1);

  /// How often what the desk refuses is tried; then it stays among the messages, for people.
  static final int TRIES = 10;

  /// What stands in the request of a callback.
  private static final String UNREACHED =
      "We promised to call this resident back, and did not reach them in time. Please call.";

  private static final Logger log = LoggerFactory.getLogger(MessageRequests.class);

  private final Messages messages;
  private final PhoneDesk desk;
  private final Lookup lookup;
  private final RequestWords words;
  private final MessageTypes types;

  /// How often each was refused; of those that are still there.
  private final Map<String, Integer> refused = new HashMap<>();

  /// Held by who looks for what was left over.
  private final ReentrantLock looking = new ReentrantLock();

  public MessageRequests(
      Messages messages, PhoneDesk desk, Lookup lookup, RequestWords words, MessageTypes types) {
    this.messages = messages;
    this.desk = desk;
    this.lookup = lookup;
    this.words = words;
    this.types = types;
  }

  @Override
  public void say(Line line, CallId call, Language language) throws CallerGone {
    Optional<Filed> filed =
        lookup.meanwhile(line, "message-kept", () -> file(call)).flatMap(made -> made);
    if (filed.isEmpty()) {
      line.play("message-request-later");
      return;
    }
    Spoken number = words.number(filed.get().number(), language);
    line.play(
        Spoken.of("message-request")
            .then(number)
            .then("report-again")
            .then(number)
            .then("status-promised")
            .then(words.date(filed.get().due(), language)));
  }

  private Optional<Filed> file(CallId call) throws DeskAwayException {
    try {
      Optional<Message> message = messages.find(call);
      return message.isEmpty() ? Optional.empty() : file(message.get());
    } catch (IOException e) {
      throw new DeskAwayException("the message of " + call + " can't be read", e);
    }
  }

  /// Makes requests of those messages whose own calls could not, the oldest first. To be done every minute.
  ///
  /// @param now by the clock of the messages
  public void fileLeftOver(Instant now) throws IOException {
    if (!looking.tryLock()) {
      return; // The desk takes its time.
    }
    try {
      List<Message> open = messages.list().stream().filter(MessageRequests::isOpen).toList();
      refused.keySet().retainAll(open.stream().map(Message::id).toList());
      for (Message message : open) {
        boolean isTried = refused.getOrDefault(message.id(), 0) < TRIES;
        if (isTried && message.at().isBefore(now.minus(LEFT_OVER)) && file(message).isEmpty()) {
          refused(message);
        }
      }
    } catch (DeskAwayException e) {
      log.warn("messages become requests later: {}", e.getMessage());
    } finally {
      looking.unlock();
    }
  }

  /// What a person has worked off is no request any more.
  private static boolean isOpen(Message message) {
    return message.done() == null;
  }

  private void refused(Message message) {
    if (refused.merge(message.id(), 1, Integer::sum) == TRIES) {
      log.error(
          "a message can't become a request and needs a person, see /api/messages: callId={}",
          message.call());
    }
  }

  /// @return empty when the city takes no such report
  private Optional<Filed> file(Message message) throws DeskAwayException, IOException {
    String key = "voice-message/" + message.id();
    Optional<Filed> filed = desk.taken(key);
    if (filed.isEmpty()) {
      filed = take(message, key);
    }
    if (filed.isPresent() && message.request() == null) {
      messages.became(message, filed.get().number());
      log.info(
          "a message became a request: callId={} number={}", message.call(), filed.get().number());
    }
    return filed;
  }

  private Optional<Filed> take(Message message, String key) throws DeskAwayException, IOException {
    boolean isCallback = message.kind() == Kind.CALLBACK;
    // One without a recording says nothing of where it is, as the types of groups may want to know.
    Optional<RequestType> type = types.of(isCallback ? null : message.group());
    String words = isCallback ? UNREACHED : "";
    List<String> recordings = recordings(message);
    if (type.isEmpty() || (recordings.isEmpty() && words.isEmpty())) {
      return Optional.empty();
    }
    return desk.take(
        new PhoneReport(
            key,
            type.get().id(),
            message.language().tag(),
            words,
            MessageTypes.answers(type.get(), message, words),
            recordings,
            Optional.of(message.number()).filter(PhoneReport::isNumber)));
  }

  /// None when there is none, or the desk takes none.
  private List<String> recordings(Message message) throws DeskAwayException, IOException {
    Optional<Path> audio = messages.audio(message.id());
    return audio.isEmpty() ? List.of() : desk.keep(audio.get()).stream().toList();
  }
}
