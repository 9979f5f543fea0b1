package org.city311.requests.desk;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.city311.requests.contact.Contact;
import org.city311.requests.geo.Position;
import org.city311.requests.life.Actor;
import org.city311.requests.life.Channel;

/// Reports for tests, that can be taken as they are.
public final class TestIntakes {
  private String type;
  private Channel channel = Channel.WEB;
  private String language = "es";
  private String words = "Un hoyo grande";
  private Map<String, List<String>> answers = Map.of();
  private Optional<Position> position = Optional.of(new Position(39.2904, -76.6122));
  private Optional<Contact> contact = Optional.empty();
  private List<String> attachments = List.of();
  private String key = "";
  private Actor who = Actor.RESIDENT;

  private TestIntakes(String type) {
    this.type = type;
  }

  /// A pothole in Holliday Street.
  public static TestIntakes pothole() {
    return of("pothole").answers(Map.of("size", List.of("plate")));
  }

  /// @param type of which nothing must be answered
  public static TestIntakes of(String type) {
    return new TestIntakes(type);
  }

  public TestIntakes type(String value) {
    type = value;
    return this;
  }

  public TestIntakes byCrew(String crew) {
    channel = Channel.CREW;
    who = new Actor(Actor.Kind.CREW, crew);
    return this;
  }

  /// Written down by somebody who takes calls.
  public TestIntakes byAgent(String agent) {
    channel = Channel.AGENT;
    who = new Actor(Actor.Kind.AGENT, agent);
    return this;
  }

  public TestIntakes language(String value) {
    language = value;
    return this;
  }

  public TestIntakes words(String value) {
    words = value;
    return this;
  }

  public TestIntakes answers(Map<String, List<String>> value) {
    answers = value;
    return this;
  }

  public TestIntakes at(Position value) {
    position = Optional.of(value);
    return this;
  }

  public TestIntakes nowhere() {
    position = Optional.empty();
    return this;
  }

  public TestIntakes contact(Contact value) {
    contact = Optional.of(value);
    return this;
  }

  public TestIntakes attachments(List<String> value) {
    attachments = value;
    return this;
  }

  public TestIntakes key(String value) {
    key = value;
    return this;
  }

  public Intake build() {
    return new Intake(
        type, channel, language, words, answers, position, "", "", contact, attachments, key, who);
  }
}
