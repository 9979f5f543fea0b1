package org.city311.ivr.asterisk;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.city311.ivr.acd.SwitchView.Place;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.Demand;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.call.SkillId;
import org.city311.ivr.line.ConsultDialling;
import org.city311.ivr.line.Ending;
import org.city311.ivr.line.LineDialling;
import org.city311.ivr.line.Spoken;

/// The names that we share with the dialplan (`asterisk-config`'s `extensions.conf`).
final class Dialplan {
  /// Where an offer's channel lands once the agent has picked up.
  static final String AGENT_CONTEXT = "city311-agent";

  /// Where the channel of an offer lands that is a callback: there the agent waits for the
  /// resident.
  static final String AGENT_CALLBACK_CONTEXT = "city311-agent-callback";

  /// Where the resident's channel of a callback lands once the resident has picked up.
  static final String CALLBACK_CONTEXT = "city311-callback";

  /// Where it lands if the resident is called before any agent is rung: asked whether they are there,
  /// and then in the waiting bridge.
  static final String CALLBACK_FIRST_CONTEXT = "city311-callback-first";

  /// Where it ends when the resident has said that nobody is needed any more.
  static final String CALLBACK_DECLINED_CONTEXT = "city311-callback-declined";

  /// The agent's channel, for the resident of a callback to bridge with.
  static final String AGENT = "CITY311_AGENT";

  /// Where a phone's channel is that dials a colleague, from before the server is asked until its
  /// end.
  static final String CONSULT_CONTEXT = "city311-consult";

  /// Where a department's channel is from when an agent has handed a resident over.
  static final String HANDED_CONTEXT = "city311-handed";

  /// Where a caller goes on after the talk.
  static final String AFTER_CONTEXT = "city311-after";

  /// [#AGENT_CONTEXT]: takes [#CALLER] at once.
  static final String JOIN = "join";

  /// [#AGENT_CONTEXT]: hangs up.
  static final String OVER = "over";

  /// Where a resident is on hold.
  static final String HOLD_CONTEXT = "city311-hold";

  /// Where an agent's channel is whose resident is on hold; the extension says what it does there.
  static final String ASIDE_CONTEXT = "city311-aside";

  /// Where the channel of a colleague or department is who was asked.
  static final String ASKED_CONTEXT = "city311-asked";

  /// Where the three of a conference are.
  static final String CONFERENCE_CONTEXT = "city311-conference";

  /// Where the channel of a supervisor is who monitors a talk; the extension says who hears them.
  static final String MONITOR_CONTEXT = "city311-monitor";

  /// The channel that is monitored.
  static final String SPIED = "CITY311_SPIED";

  /// Where a resident goes on whom an agent gives to a department; the extension is its name.
  static final String TRANSFERRED_CONTEXT = "city311-transferred";

  /// The channel of a colleague whom an agent goes back to.
  static final String COLLEAGUE = "CITY311_COLLEAGUE";

  /// The name of a conference.
  static final String CONFERENCE = "CITY311_CONFERENCE";

  /// Where callers wait.
  static final String WAIT_CONTEXT = "city311-wait";

  /// Where a resident goes on whose agent was lost in the talk.
  static final String LOST_CONTEXT = "city311-lost";

  /// Cause of a hang-up (Q.850): normal clearing.
  static final int NORMAL = 16;

  /// Cause of a hang-up (Q.850): the channel is not available, as Asterisk says of a phone whose sound has stopped.
  static final int PHONE_GONE = 44;

  /// Where one half of an announcement's channel plays what is said.
  static final String ANNOUNCEMENT_CONTEXT = "city311-announcement";

  /// The other half of it, which says it to the caller who waits.
  static final String ANNOUNCER_CHANNEL = "Local/s@city311-announcer/n";

  /// The files of an announcement.
  static final String ANNOUNCEMENT = "CITY311_ANNOUNCEMENT";

  /// The key by which a caller who waits asks to be called back.
  static final String CALLBACK_KEY = "1";

  /// What the ids of an announcement's channels begin with: before the call's.
  private static final String ANNOUNCEMENT_PREFIX = "announcement-";

  /// Where a caller is brought who is taken out of the waiting bridge; the extension names the
  /// treatment, in lower case.
  static final String OVERFLOW_CONTEXT = "city311-overflow";

  /// What the dialplan does after a flow: a script sets it as its last act, so that a flow that
  /// died is told from one that ended.
  static final String NEXT = "CITY311_NEXT";

  /// [#NEXT], [#TREATED]: hang up.
  static final String DONE = "done";

  /// The language that a caller has chosen, kept on the channel so that no node asks again.
  static final String LANGUAGE = "CITY311_LANGUAGE";

  /// What the dialplan does after a treatment, set by its script as the last act: [#BACK], or
  /// [#DONE] together with [#NEXT].
  static final String TREATED = "CITY311_TREATED";

  /// [#TREATED]: into the waiting bridge again.
  static final String BACK = "back";

  /// What the dialplan does after the talk, set by its script as the last act: [#DONE].
  static final String ASKED = "CITY311_ASKED";

  /// What a caller has dialled at a question of several prompts.
  static final String KEYS = "CITY311_KEYS";

  /// The channel of a resident who is to be handed over to a department.
  static final String RESIDENT = "CITY311_RESIDENT";

  /// The caller's channel, for the agent's dialplan to bridge with.
  static final String CALLER = "CITY311_CALLER";

  /// The prompt that the agent hears first.
  static final String WHISPER = "CITY311_WHISPER";

  /// The global variable that says which node leads.
  static final String LEADER = "CITY311_LEADER";

  /// The application a waiting caller is in.
  static final String WAITING_APPLICATION = "BridgeWait";

  /// Set on the channel to a resident who is called back, and is to be told that talks are recorded.
  static final String NOTICE = "CITY311_NOTICE";

  /// The folder of our prompts among all sounds.
  static final String PROMPTS = "city311/";

  /// What can be kept in a channel's variable as it is.
  static final Pattern REMEMBERED_VALUE = Pattern.compile("[^\\p{Cntrl}\"\\\\]{0,200}");

  private static final Pattern REMEMBERED_NAME = Pattern.compile("[a-z][a-z0-9-]{0,29}");

  private static final Pattern OUTSIDE_NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");

  private static final String WAIT = "wait";

  /// As [#waitAt] writes it.
  private static final Pattern PLACE =
      Pattern.compile(
          WAIT
              + ":(?<group>[^:]+):(?<queued>\\d{1,15}):(?<priority>-?\\d{1,3})"
              + ":(?<skills>([^:=,]+=\\d{1,2}(,[^:=,]+=\\d{1,2})*)?):(?<direct>[^:]*)");

  private Dialplan() {}

  /// The id of the channel that tells a caller something: one at a time, as no two channels have
  /// one id.
  static String announcement(CallId call) {
    return ANNOUNCEMENT_PREFIX + call;
  }

  /// Whether a channel of this id belongs to an announcement.
  static boolean isAnnouncement(String channelId) {
    return channelId.startsWith(ANNOUNCEMENT_PREFIX);
  }

  /// Prompts as files that are played as one.
  static String files(Spoken spoken) {
    return spoken.prompts().stream()
        .map(prompt -> PROMPTS + prompt)
        .collect(Collectors.joining("&"));
  }

  /// The global variable that holds a node's heartbeat, in seconds of Asterisk's own clock.
  static String heartbeat(int nodeNumber) {
    return "CITY311_NODE_" + nodeNumber;
  }

  /// The variable in which a flow keeps something on the caller's channel, for whichever node comes
  /// next.
  static String remembered(String name) {
    if (!REMEMBERED_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "nothing can be remembered as '" + name + "': small letters, digits and hyphens");
    }
    return "CITY311_KEPT_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /// [#NEXT]: wait for a person. The dialplan reads the first four letters; the rest is the place
  /// in the queue, kept on the channel so that it outlives every server.
  static String waitAt(Place place) {
    Demand demand = place.demand();
    String skills =
        new TreeMap<>(demand.skills())
            .entrySet().stream()
                .map(skill -> skill.getKey() + "=" + skill.getValue())
                .collect(Collectors.joining(","));
    return String.join(
        ":",
        WAIT,
        demand.group().value(),
        Long.toString(place.queued().toEpochMilli()),
        Integer.toString(demand.priority()),
        skills,
        demand.direct() == null ? "" : demand.direct().value());
  }

  /// [#NEXT]: put through to a telephone of the configured list.
  static String outside(String name) {
    if (!OUTSIDE_NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("no telephone outside can be called '" + name + "'");
    }
    return "out:" + name;
  }

  /// [#NEXT]: hang up, after a last prompt if there is one.
  static String goodbye(Ending.Goodbye goodbye) {
    return goodbye.last().isEmpty() ? DONE : "say:" + goodbye.last();
  }

  /// [#NEXT], of a phone that dialled a colleague.
  static String consult(ConsultDialling.Answer answer) {
    return switch (answer) {
      case ConsultDialling.Answer.Ring ring -> "ring:" + ring.phone();
      case ConsultDialling.Answer.Say say -> "say:" + say.prompt();
    };
  }

  /// [#NEXT], of a phone that dialled a department.
  static String line(LineDialling.Answer answer) {
    return switch (answer) {
      case LineDialling.Answer.Call call -> "line:" + call.line();
      case LineDialling.Answer.HandOver over -> "hand:" + over.line();
      case LineDialling.Answer.Say say -> "say:" + say.prompt();
    };
  }

  static Optional<Place> placeIn(String next) {
    Matcher parts = PLACE.matcher(next);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      Demand demand =
          new Demand(
              new SkillGroupId(parts.group("group")),
              skills(parts.group("skills")),
              Integer.parseInt(parts.group("priority")),
              parts.group("direct").isEmpty() ? null : new AgentId(parts.group("direct")));
      Instant queued = Instant.ofEpochMilli(Long.parseLong(parts.group("queued")));
      return Optional.of(new Place(demand, queued));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /// @param found as a channel says it; empty if none was chosen
  static Optional<Language> language(String found) {
    return found.matches("[a-z]{2,3}") ? Optional.of(new Language(found)) : Optional.empty();
  }

  private static Map<SkillId, Integer> skills(String list) {
    return list.isEmpty()
        ? Map.of()
        : Stream.of(list.split(","))
            .map(skill -> skill.split("=", 2))
            .collect(
                Collectors.toMap(
                    skill -> new SkillId(skill[0]), skill -> Integer.parseInt(skill[1])));
  }
}
