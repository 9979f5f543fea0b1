package org.city311.ivr.asterisk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.asteriskjava.manager.TimeoutException;
import org.asteriskjava.manager.action.GetVarAction;
import org.asteriskjava.manager.action.ManagerAction;
import org.asteriskjava.manager.action.MixMonitorAction;
import org.asteriskjava.manager.action.MixMonitorMuteAction;
import org.asteriskjava.manager.action.SetVarAction;
import org.asteriskjava.manager.response.GetVarResponse;
import org.asteriskjava.manager.response.ManagerError;
import org.asteriskjava.manager.response.ManagerResponse;
import org.city311.ivr.call.OfferId;
import org.city311.ivr.switchboard.Recorder;

/// Records by Asterisk's MixMonitor (its manager actions `MixMonitor` and `MixMonitorMute`), over the
/// connection for actions.
public final class AsteriskRecorder implements Recorder {
  /// Set by MixMonitor itself, as long as the channel lasts.
  private static final String BEGUN = "MIXMONITOR_FILENAME";

  private static final String WISH = "CITY311_RECORDING";
  private static final String NO_SUCH_CHANNEL = "No such channel";

  private final AmiLink link;

  public AsteriskRecorder(AmiLink link) {
    this.link = link;
  }

  @Override
  public Seen look(OfferId leg) throws IOException {
    Optional<String> begun = variable(leg.value(), BEGUN);
    Optional<String> wish = variable(leg.value(), WISH);
    return begun.isEmpty() || wish.isEmpty()
        ? Seen.GONE
        : new Seen(true, !begun.get().isEmpty(), wish(wish.get()));
  }

  @Override
  public void begin(OfferId leg, Path file) throws IOException {
    String path = file.toAbsolutePath().toString();
    if (path.indexOf(',') >= 0) {
      throw new IOException(
          "MixMonitor takes no comma in " + path + ": give data: a path without one");
    }
    done(new MixMonitorAction(leg.value(), path));
  }

  @Override
  public void silence(OfferId leg, boolean silent) throws IOException {
    done(new MixMonitorMuteAction(leg.value(), "both", silent ? 1 : 0));
  }

  @Override
  public void keep(OfferId leg, Wish wish) throws IOException {
    done(new SetVarAction(leg.value(), WISH, word(wish)));
  }

  @Override
  public boolean wasTold(String channel) throws IOException {
    return variable(channel, Dialplan.remembered(TOLD))
        .filter(value -> !value.isEmpty())
        .isPresent();
  }

  private static String word(Wish wish) {
    return wish.name().toLowerCase(Locale.ROOT);
  }

  private static Optional<Wish> wish(String word) {
    return Stream.of(Wish.values()).filter(wish -> word(wish).equals(word)).findFirst();
  }

  /// @return empty when the channel is not there; an empty text for a variable that is not set
  private Optional<String> variable(String channel, String name) throws IOException {
    ManagerResponse answer = send(new GetVarAction(channel, name));
    if (answer instanceof ManagerError) {
      if (NO_SUCH_CHANNEL.equals(answer.getMessage())) {
        return Optional.empty();
      }
      throw refused("Getvar", answer);
    }
    return answer instanceof GetVarResponse found && found.getValue() != null
        ? Optional.of(found.getValue())
        : Optional.of("");
  }

  private void done(ManagerAction action) throws IOException {
    ManagerResponse answer = send(action);
    if (answer instanceof ManagerError) {
      throw refused(action.getAction(), answer);
    }
  }

  private static IOException refused(String action, ManagerResponse answer) {
    return new IOException("Asterisk refuses " + action + ": " + answer.getMessage());
  }

  private ManagerResponse send(ManagerAction action) throws IOException {
    try {
      return link.actions().sendAction(action, AmiSettings.ANSWER_TIMEOUT.toMillis());
    } catch (TimeoutException | IllegalStateException e) {
      throw new IOException("Asterisk can't be asked at the moment", e);
    }
  }
}
