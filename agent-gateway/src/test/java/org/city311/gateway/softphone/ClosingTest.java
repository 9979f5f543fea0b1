package org.city311.gateway.softphone;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.city311.gateway.openapi.OpenApi;
import org.junit.jupiter.api.Test;

class ClosingTest {
  /// A row of the table in the words of the WebSocket's description.
  private static final Pattern ROW = Pattern.compile("\\| (4\\d{3}) \\|");

  @Test
  void everyCode_isDescribed_andNoOther() {
    String words = new OpenApi().root().at("/paths/~1api~1desk~1sip/get/description").asText();
    Set<String> described =
        ROW.matcher(words).results().map(row -> row.group(1)).collect(Collectors.toSet());

    assertEquals(
        Arrays.stream(Closing.values())
            .map(closing -> "" + closing.code())
            .collect(Collectors.toCollection(TreeSet::new)),
        new TreeSet<>(described));
  }
}
