package org.city311.server.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.city311.server.config.Configuration.DepartmentLine;
import org.city311.server.config.Configuration.DepartmentLines;
import org.city311.server.config.Configuration.HostPort;
import org.city311.server.config.Configuration.Trunk;

/// Reads the lines of departments that agents can reach: `department-lines`.
final class LinesReader {
  private static final int MOST_LINES = 200;

  private LinesReader() {}

  static DepartmentLines read(YamlSection section, List<Trunk> trunks) {
    List<DepartmentLine> lines = section.sections("lines", List.of(), LinesReader::line);
    section.distinct("lines", lines.stream().map(DepartmentLine::name).toList());
    section.distinct("lines", lines.stream().map(DepartmentLine::code).toList());
    if (lines.size() > MOST_LINES) {
      section.mistake("lines", lines.size() + " lines", "at most " + MOST_LINES);
    }
    List<String> names = trunks.stream().map(Trunk::name).toList();
    String trunk = section.string("trunk", "", Shape.oneOf(names, "asterisk.trunks: " + names));
    String host = section.string("host", "", Shape.HOST);
    if (!lines.isEmpty()) {
      require(section, "trunk", trunk, "by which of asterisk.trunks they are called: " + names);
      require(section, "host", host, "where the trunk takes calls");
    }
    DepartmentLines read =
        new DepartmentLines(
            trunk,
            new HostPort(host, section.integer("port", 5060, 1, 65_535)),
            section.optional("caller-id", Shape.NUMBER).orElse(""),
            section.duration(
                "ring", Duration.ofSeconds(45), Duration.ofSeconds(1), Duration.ofMinutes(5)),
            lines);
    section.end();
    return read;
  }

  private static void require(YamlSection section, String key, String value, String allowed) {
    if (value.isEmpty() && !section.hasValue(key)) {
      section.mistake(key, "nothing", allowed);
    }
  }

  private static Optional<DepartmentLine> line(YamlSection section) {
    String name = section.required("name", Shape.ID);
    String code = section.required("code", Shape.EXTENSION);
    String number = section.required("number", Shape.NUMBER);
    section.end();
    return name.isEmpty() || code.isEmpty() || number.isEmpty()
        ? Optional.empty()
        : Optional.of(new DepartmentLine(name, code, number));
  }
}
