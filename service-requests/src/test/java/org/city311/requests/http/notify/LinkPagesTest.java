package org.city311.requests.http.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.city311.requests.notify.link.SignedLink;
import org.city311.requests.notify.link.SignedLink.Purpose;
import org.city311.requests.number.RequestNumber;
import org.junit.jupiter.api.Test;

/// The pages stand in `src/test/resources/link-pages` as they are sent. The browser tests of `web` look at
/// these very files with axe, so that what is checked there is what residents get.
class LinkPagesTest {
  private static final Path KEPT = Path.of("src/test/resources/link-pages");

  @Test
  void pages_areThoseThatTheBrowserTestsLookAt() throws IOException {
    Path fresh = Files.createDirectories(Path.of("target/link-pages"));
    Map<String, String> pages = pages();
    for (Map.Entry<String, String> page : pages.entrySet()) {
      Files.writeString(fresh.resolve(page.getKey()), page.getValue());
    }

    String todo = "copy service-requests/target/link-pages to service-requests/" + KEPT;
    assertEquals(new TreeSet<>(pages.keySet()), names(KEPT), todo);
    for (Map.Entry<String, String> page : pages.entrySet()) {
      assertEquals(Files.readString(KEPT.resolve(page.getKey())), page.getValue(), todo);
    }
  }

  private static Set<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .map(file -> file.getFileName().toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static Map<String, String> pages() {
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("style.css", LinkPages.STYLE);
    pages.put("unknown.html", LinkPages.unknown());
    for (String language : List.of("en", "es")) {
      SignedLink stop = link(Purpose.STOP, language);
      SignedLink question = link(Purpose.QUESTION, language);
      pages.put("stop." + language + ".html", LinkPages.ask(stop));
      pages.put("stopped." + language + ".html", LinkPages.stopped(stop));
      pages.put("again." + language + ".html", LinkPages.again(stop));
      pages.put("forgotten." + language + ".html", LinkPages.forgotten(stop));
      pages.put("question." + language + ".html", LinkPages.ask(question));
      pages.put("thanks." + language + ".html", LinkPages.thanks(question));
      pages.put("too-late." + language + ".html", LinkPages.tooLate(question));
      pages.put("away." + language + ".html", LinkPages.away(question));
    }
    return pages;
  }

  private static SignedLink link(Purpose purpose, String language) {
    return new SignedLink(purpose, language, new RequestNumber(10_000_004), 3, "someone");
  }
}
