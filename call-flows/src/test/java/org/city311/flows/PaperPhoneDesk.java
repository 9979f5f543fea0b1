package org.city311.flows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.city311.requests.number.RequestNumber;
import org.city311.requests.phone.Answer;
import org.city311.requests.phone.DeskAwayException;
import org.city311.requests.phone.Filed;
import org.city311.requests.phone.PhoneDesk;
import org.city311.requests.phone.PhoneReport;
import org.city311.requests.phone.Told;

/// A desk on paper: answers as a test wants it to, and writes down what it is asked to do.
final class PaperPhoneDesk implements PhoneDesk {
  static final RequestNumber NUMBER = RequestNumber.ofSerial(1_000_000);
  static final Instant DUE = Instant.parse("2026-11-24T22:00:00Z");

  final Map<RequestNumber, Answer> answers = new HashMap<>();
  final List<Told> callers = new ArrayList<>();
  final List<String> done = new ArrayList<>();
  final Map<String, Filed> filed = new HashMap<>();
  final List<PhoneReport> reports = new ArrayList<>();
  boolean isAway;
  boolean refuses;

  /// Does not answer before this is counted down.
  CountDownLatch silence = new CountDownLatch(0);

  private void ask() throws DeskAwayException {
    try {
      silence.await();
    } catch (InterruptedException e) {
      throw new DeskAwayException("interrupted", e);
    }
    if (isAway) {
      throw new DeskAwayException("on purpose", new IOException("on purpose"));
    }
  }

  @Override
  public Answer about(RequestNumber number, String caller) throws DeskAwayException {
    ask();
    return answers.getOrDefault(number, new Answer.Unknown());
  }

  @Override
  public List<Told> of(String caller) throws DeskAwayException {
    ask();
    return List.copyOf(callers);
  }

  @Override
  public void setKnown(String caller, boolean known) throws DeskAwayException {
    ask();
    done.add(caller + " known " + known);
  }

  @Override
  public Optional<String> keep(Path wav) throws DeskAwayException {
    ask();
    done.add("keeps " + Files.exists(wav));
    return refuses ? Optional.empty() : Optional.of("voice-" + done.size());
  }

  @Override
  public Optional<Filed> take(PhoneReport report) throws DeskAwayException {
    ask();
    if (refuses) {
      return Optional.empty();
    }
    if (!filed.containsKey(report.key())) {
      reports.add(report);
      RequestNumber number = RequestNumber.ofSerial(1_000_000 + filed.size());
      filed.put(report.key(), new Filed(number, DUE));
    }
    return Optional.of(filed.get(report.key()));
  }

  @Override
  public Optional<Filed> taken(String key) throws DeskAwayException {
    ask();
    return Optional.ofNullable(filed.get(key));
  }

  @Override
  public Optional<Filed> reopen(RequestNumber number, String caller, Optional<String> recording)
      throws DeskAwayException {
    ask();
    done.add("reopens " + number + " by " + caller + " saying " + recording.orElse("nothing"));
    return refuses ? Optional.empty() : Optional.of(new Filed(number, DUE));
  }
}
