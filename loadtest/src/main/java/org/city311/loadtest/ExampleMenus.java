package org.city311.loadtest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.city311.flows.menu.MenuTree;
import org.city311.loadtest.StackOptions.AgentAccount;
import org.city311.server.config.Configuration;
import org.city311.server.config.ConfigurationException;
import org.city311.server.config.ConfigurationReader;
import org.city311.server.config.MenusReader;

/// The menus of the example city, at an hour of the day whatever the clock says.
final class ExampleMenus {
  private static final String OFFICE_HOURS =
      """
          mon-fri: 08:00-18:00
          sat: 09:00-13:00
          holidays: {2026-11-26: closed, 2026-12-25: closed}
      """;

  private ExampleMenus() {}

  /// The hour at which the city is called.
  enum Hour {
    OPEN,
    CLOSED;

    /// Opening hours in which it is this now.
    private String hours() {
      return this == OPEN ? "mon-sun: 00:00-24:00" : farDay() + ": 10:00-11:00";
    }
  }

  /// A day of the week that is neither today nor tomorrow, wherever the city is.
  static String farDay() {
    var day = LocalDate.now(ZoneOffset.UTC).plusDays(3).getDayOfWeek().name();
    return day.substring(0, 3).toLowerCase(Locale.ROOT);
  }

  /// A stack with these menus, the skill groups that they lead to, and nobody who answers.
  ///
  /// @param folder where the menus are written to
  static StackOptions stack(Home home, Path folder, Hour hour) throws IOException {
    var written = Files.readString(home.root().resolve("docs/example/menus.yaml"));
    var text = written.replace(OFFICE_HOURS, "    " + hour.hours() + "\n");
    if (text.equals(written)) {
      throw new IOException("docs/example/menus.yaml has other hours than " + OFFICE_HOURS);
    }
    var menus = Files.writeString(folder.resolve("menus.yaml"), text);
    var groups = List.of("general", "streets", "sanitation", "water");
    var closing = hour == Hour.OPEN ? "" : ", hours: {" + hour.hours() + "}, closing: message";
    var yaml =
        groups.stream()
            .map(
                group ->
                    "  - {id: %s, name: {en: %s, es: %s}%s}%n"
                        .formatted(group, group, group, closing))
            .collect(Collectors.joining("", "skill-groups:\n", "menus: " + menus + "\n"));
    var services =
        "self-service: {report: [pothole, missed-trash], collection-days: %s}%n"
            .formatted(home.root().resolve("docs/example/collection.csv"));
    return StackOptions.agents(1)
        .withServices(List.of(new AgentAccount("agent1", groups)), yaml + services);
  }

  /// The menus of a configuration, as the server reads them.
  static MenuTree tree(Path configuration) throws IOException {
    try {
      Configuration read = ConfigurationReader.read(configuration);
      var file = read.menus().orElseThrow();
      return MenusReader.read(
          file.toString(),
          Files.readString(file),
          new MenusReader.Known(
              read.city(),
              read.timeZone(),
              read.languages(),
              read.routing().groups().stream().map(group -> group.id().value()).toList(),
              Map.of(
                  "status", Set.of(),
                  "collection", Set.of(),
                  "report", Set.copyOf(read.selfService().report())),
              read.outside().numbers().stream()
                  .map(Configuration.OutsideNumber::name)
                  .collect(Collectors.toSet()),
              read.numbers().stream()
                  .map(Configuration.DialledNumber::number)
                  .collect(Collectors.toSet())));
    } catch (ConfigurationException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
