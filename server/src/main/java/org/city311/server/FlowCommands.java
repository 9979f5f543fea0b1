package org.city311.server;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.city311.asteriskconfig.PromptTexts;
import org.city311.flows.dial.Exchange;
import org.city311.flows.dial.RehearsedCallbacks;
import org.city311.flows.dial.Script;
import org.city311.flows.dial.Terminal;
import org.city311.flows.menu.MenuTree;
import org.city311.flows.menu.Menus;
import org.city311.flows.menu.TreePicture;
import org.city311.flows.message.Messages;
import org.city311.ivr.call.Language;
import org.city311.ivr.call.Treatment;
import org.city311.ivr.line.CallerHistory;
import org.city311.ivr.line.Flow;
import org.city311.ivr.line.OverflowFlow;
import org.city311.server.config.Configuration;
import org.jspecify.annotations.Nullable;

/// What can be done with the flows without a running call centre: checking them, drawing them, calling them
/// from a terminal or from scripts.
final class FlowCommands {
  private static final int OTHERWISE = 1;
  private static final int MISTAKE = 2;

  private final Configuration configuration;
  private final MenuTree tree;
  private final PrintStream out;

  FlowCommands(Configuration configuration, MenuTree tree, PrintStream out) {
    this.configuration = configuration;
    this.tree = tree;
    this.out = out;
  }

  /// The mistakes have been told by whoever read the menus.
  int check() {
    long choices = tree.menus().values().stream().mapToLong(menu -> menu.choices().size()).sum();
    out.println(
        "menus are right: version=%s menus=%d choices=%d texts=%d languages=%s"
            .formatted(
                tree.version(),
                tree.menus().size(),
                choices,
                tree.texts().size(),
                String.join(",", configuration.languages())));
    tree.texts().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            text ->
                text.getValue().entrySet().stream()
                    .sorted(Comparator.comparing(each -> each.getKey().tag()))
                    .forEach(
                        each ->
                            out.println(
                                each.getKey() + "/" + text.getKey() + ".wav: " + each.getValue())));
    return 0;
  }

  int graph() {
    out.print(TreePicture.of(tree, Conversations.firstLanguage(configuration)));
    return 0;
  }

  /// @param script a file of calls, or a folder of such files; null for a call from the terminal
  int dial(@Nullable Path script, PrintStream err) throws IOException {
    Path messages = Files.createTempDirectory("city311-dial");
    try {
      Exchange exchange = exchange(messages);
      return script == null ? call(exchange) : run(script, exchange, err);
    } finally {
      remove(messages);
    }
  }

  private int call(Exchange exchange) {
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    new Terminal(in, out)
        .call("4105550100", configuration.numbers().getFirst().number(), Instant.now(), exchange);
    return 0;
  }

  private int run(Path path, Exchange exchange, PrintStream err) throws IOException {
    int calls = 0;
    int otherwise = 0;
    for (Path file : scripts(path)) {
      try {
        Script script =
            Script.parse(file.toString(), Files.readString(file), configuration.timeZone());
        List<String> failures = script.run(exchange);
        failures.forEach(err::println);
        calls += script.calls();
        otherwise += failures.size();
      } catch (Script.ScriptException e) {
        err.println(e.getMessage());
        return MISTAKE;
      }
    }
    out.println(calls + " calls, " + otherwise + " otherwise than written");
    return otherwise == 0 ? 0 : OTHERWISE;
  }

  private static List<Path> scripts(Path path) throws IOException {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    try (Stream<Path> files = Files.list(path)) {
      return files.filter(file -> file.toString().endsWith(".call")).sorted().toList();
    }
  }

  /// The conversations as the configuration has them; nobody has called before, and what residents leave
  /// is thrown away.
  private Exchange exchange(Path messages) {
    BiFunction<Language, String, String> texts = texts();
    return new Exchange() {
      @Override
      public Flow welcome(InstantSource clock) {
        return residents(messages, clock).welcome();
      }

      @Override
      public OverflowFlow treatment(Treatment treatment, InstantSource clock) {
        return Objects.requireNonNull(residents(messages, clock).treatments().get(treatment));
      }

      @Override
      public Language firstLanguage() {
        return Conversations.firstLanguage(configuration);
      }

      @Override
      public BiFunction<Language, String, String> texts() {
        return texts;
      }
    };
  }

  private Conversations.ForResidents residents(Path messages, InstantSource clock) {
    Messages left = new Messages(messages, clock);
    SelfServices services = rehearsed(left, messages.resolve("spoken"), clock);
    return new Conversations.ForResidents(
        configuration,
        Menus.only(tree),
        services,
        services.openings(),
        configuration::routing,
        new RehearsedCallbacks(configuration.outside().residents()),
        left,
        CallerHistory.none(),
        clock);
  }

  /// What the configuration names was checked before.
  private SelfServices rehearsed(Messages messages, Path spoken, InstantSource clock) {
    try {
      return SelfServices.rehearsed(configuration, messages, spoken, clock);
    } catch (StartException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, Map<String, String>> selfServiceTexts() {
    try {
      return SelfServices.texts(configuration);
    } catch (StartException e) {
      throw new IllegalStateException(e);
    }
  }

  private BiFunction<Language, String, String> texts() {
    Map<String, Map<String, String>> byLanguage = new HashMap<>();
    Map<String, Map<String, String>> own = new HashMap<>(MenuFile.texts(tree));
    own.putAll(selfServiceTexts());
    var sources = PromptPreparation.sources(configuration, configuration.routing().groups(), own);
    for (String language : configuration.languages()) {
      byLanguage.put(language, PromptTexts.of(sources, language));
    }
    return (language, prompt) ->
        byLanguage.getOrDefault(language.tag(), Map.of()).getOrDefault(prompt, "(" + prompt + ")");
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
