package org.city311.flows.guard;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.city311.ivr.call.CallerNumber;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The numbers whose calls the city does not take: the same list at all nodes. Whoever asks is answered from
/// memory. Thread-safe.
public final class BlockedNumbers implements Predicate<CallerNumber> {
  /// How many there may be.
  public static final int MOST = 1_000;

  private static final int TRIES = 10;
  private static final JsonMapper JSON = new JsonMapper();
  private static final Logger log = LoggerFactory.getLogger(BlockedNumbers.class);

  private final SharedText shared;
  private final InstantSource clock;
  private volatile Map<CallerNumber, BlockedNumber> all;

  public BlockedNumbers(SharedText shared, InstantSource clock) {
    this.shared = shared;
    this.clock = clock;
    this.all = readOrNone(shared.text());
    shared.onChange(text -> all = readOrNone(text));
  }

  @Override
  public boolean test(CallerNumber number) {
    BlockedNumber blocked = all.get(number);
    return blocked != null && blocked.holds(clock.instant());
  }

  /// Those that hold now, by their numbers.
  public List<BlockedNumber> list() {
    Instant now = clock.instant();
    return all.values().stream()
        .filter(each -> each.holds(now))
        .sorted(Comparator.comparing(each -> each.number().value()))
        .toList();
  }

  public Optional<BlockedNumber> find(CallerNumber number) {
    return Optional.ofNullable(all.get(number)).filter(each -> each.holds(clock.instant()));
  }

  /// Blocks a number, or changes why and how long.
  ///
  /// @return false if there are [#MOST] already, and nothing was changed
  /// @throws IOException if it is not safe; may be repeated
  public boolean block(BlockedNumber number) throws IOException {
    return change(
        now -> {
          now.put(number.number(), number);
          return now.size() <= MOST;
        });
  }

  /// Lets a number's calls in again.
  ///
  /// @return false if it was not blocked
  /// @throws IOException if it is not safe; may be repeated
  public boolean unblock(CallerNumber number) throws IOException {
    return change(now -> now.remove(number) != null);
  }

  private boolean change(Predicate<Map<CallerNumber, BlockedNumber>> change) throws IOException {
    for (int attempt = 1; attempt <= TRIES; attempt++) {
      String from = shared.text();
      Map<CallerNumber, BlockedNumber> now = new HashMap<>(read(from));
      now.values().removeIf(each -> !each.holds(clock.instant()));
      if (!change.test(now)) {
        return false;
      }
      String to = write(now.values());
      if (shared.replace(from, to)) {
        all = Map.copyOf(now);
        return true;
      }
    }
    throw new IOException("others change the list all the time; try again in a second");
  }

  private static Map<CallerNumber, BlockedNumber> readOrNone(String text) {
    try {
      return read(text);
    } catch (IOException e) {
      log.error("the list of blocked numbers can't be read: nobody is blocked", e);
      return Map.of();
    }
  }

  private static Map<CallerNumber, BlockedNumber> read(String text) throws IOException {
    Map<CallerNumber, BlockedNumber> all = new HashMap<>();
    try {
      for (JsonNode each : JSON.readTree(text.isEmpty() ? "[]" : text)) {
        BlockedNumber number =
            new BlockedNumber(
                new CallerNumber(each.required("number").asText()),
                each.path("why").asText(),
                Instant.parse(each.required("since").asText()),
                each.hasNonNull("until") ? Instant.parse(each.get("until").asText()) : null);
        all.put(number.number(), number);
      }
    } catch (JsonProcessingException | IllegalArgumentException | DateTimeException e) {
      // What stands there is not told: it is logged, and holds callers' numbers.
      throw new IOException("not a list of blocked numbers: " + e.getClass().getSimpleName());
    }
    return Map.copyOf(all);
  }

  private static String write(Collection<BlockedNumber> numbers) {
    ArrayNode all = JSON.createArrayNode();
    numbers.stream()
        .sorted(Comparator.comparing(each -> each.number().value()))
        .forEach(each -> all.add(json(each)));
    return all.toString();
  }

  private static ObjectNode json(BlockedNumber number) {
    ObjectNode json =
        JSON.createObjectNode()
            .put("number", number.number().value())
            .put("why", number.why())
            .put("since", number.since().toString());
    Instant until = number.until();
    return json.put("until", until == null ? null : until.toString());
  }
}
