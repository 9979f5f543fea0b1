package org.city311.server;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import org.city311.flows.menu.MenuTree;
import org.city311.server.config.Configuration;
import org.city311.server.config.Configuration.DialledNumber;
import org.city311.server.config.ConfigurationException;
import org.city311.server.config.ConfigurationReader;
import org.jspecify.annotations.Nullable;

/// The command line of the server. `./city311` is the command for people.
///
/// Exit codes: 0 ended well; 1 a fault; 2 a mistake in the configuration or the command line; 4 a
/// port or a folder is in the way.
public final class Main {
  private static final String USAGE =
      """
      java -jar city311.jar check [--config FILE] [--node N]     say what is wrong with the configuration; change nothing
      java -jar city311.jar prepare [--config FILE] [--node N]   check the configuration; write what Asterisk needs
      java -jar city311.jar serve [--config FILE] [--node N]     run this node in the foreground
      java -jar city311.jar flows-check [--config FILE]          say what is wrong with the menus, or what they say
      java -jar city311.jar flows-graph [--config FILE]          draw the menus as SVG
      java -jar city311.jar dial [--config FILE] [--script PATH] call the flows from the terminal, or from scripts

      --node N: node 1, 2 or 3 of a cluster on this machine
      --script PATH: a file of calls, or a folder of files that end in .call
      """;

  private static final int FAULT = 1;

  private static final Set<String> COMMANDS =
      Set.of("check", "prepare", "serve", "flows-check", "flows-graph", "dial");

  /// Each option with what may stand after it.
  private static final Map<String, Pattern> OPTIONS =
      Map.of(
          "--config", Pattern.compile(".+"),
          "--script", Pattern.compile(".+"),
          "--node", Pattern.compile("[1-" + LocalCluster.NODES + "]"));

  private Main() {}

  public static void main(String[] arguments) {
    // Texts of menus are said in the languages of the city, whatever the terminal's own.
    int exitCode =
        run(
            List.of(arguments),
            new PrintStream(System.out, true, StandardCharsets.UTF_8),
            new PrintStream(System.err, true, StandardCharsets.UTF_8));
    if (exitCode != 0) {
      System.exit(exitCode);
    }
  }

  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    Optional<Map<String, String>> options = options(arguments);
    if (options.isEmpty()) {
      err.print(USAGE);
      return 2;
    }
    Path file = Path.of(options.get().getOrDefault("--config", "city311.yaml"));
    if (options.get().containsKey("--config") && !Files.exists(file)) {
      err.println(file + " is not there: name a configuration that is, or leave --config out");
      return 2;
    }
    try {
      Configuration configuration = at(options.get().get("--node"), ConfigurationReader.read(file));
      // Read by logback.xml, so before the first logger is made, whoever makes it.
      System.setProperty("city311.log", configuration.data().resolve("log").toString());
      RequestsStart.check(configuration);
      SelfServices.check(configuration);
      MenuFile.Written menus = MenuFile.read(configuration);
      FlowCommands flows = new FlowCommands(configuration, menus.tree(), out);
      return switch (arguments.getFirst()) {
        case "check" -> 0;
        case "flows-check" -> flows.check();
        case "flows-graph" -> flows.graph();
        case "dial" -> flows.dial(script(options.get()), err);
        case "prepare" -> prepare(configuration, menus.tree(), dataFolder(configuration), out, err);
        default -> serve(configuration, menus, dataFolder(configuration), out);
      };
    } catch (ConfigurationException e) {
      e.mistakes().forEach(err::println);
      return 2;
    } catch (StartException e) {
      err.println(e.getMessage());
      return e.exitCode();
    } catch (IOException e) {
      err.println(file + " can't be read: " + e.getMessage());
      return StartException.MACHINE;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAULT;
    } catch (RuntimeException | Error e) {
      // Not left to the virtual machine, which would live on in the threads of parts that have
      // started.
      e.printStackTrace(err);
      err.println("City311 has ended by a fault, told above: " + e);
      return FAULT;
    }
  }

  private static @Nullable Path script(Map<String, String> options) {
    String path = options.get("--script");
    return path == null ? null : Path.of(path);
  }

  /// The options of a well-formed command line.
  private static Optional<Map<String, String>> options(List<String> arguments) {
    if (arguments.size() % 2 == 0 || !COMMANDS.contains(arguments.getFirst())) {
      return Optional.empty();
    }
    Map<String, String> options = new HashMap<>();
    for (int i = 1; i < arguments.size(); i += 2) {
      String name = arguments.get(i);
      String value = arguments.get(i + 1);
      Pattern allowed = OPTIONS.get(name);
      if (allowed == null
          || !allowed.matcher(value).matches()
          || options.put(name, value) != null) {
        return Optional.empty();
      }
    }
    return Optional.of(options);
  }

  private static Configuration at(@Nullable String node, Configuration alone)
      throws StartException {
    return node == null ? alone : LocalCluster.node(alone, Integer.parseInt(node));
  }

  private static Secrets dataFolder(Configuration configuration) throws StartException {
    Path data = configuration.data();
    try {
      Files.createDirectories(data.resolve("log"));
      Files.delete(Files.createTempFile(data, "writable", ""));
      return Secrets.loadOrMake(
          configuration.shared(),
          configuration.preparesAsterisk()
              ? PhoneAccounts.of(configuration, configuration.routing().agents()).desk()
              : List.of());
    } catch (IOException e) {
      throw new StartException(
          StartException.MACHINE,
          "the data folder "
              + data
              + " can't be written ("
              + e
              + "): give "
              + System.getProperty("user.name")
              + " the right to, or set another with data: in the configuration");
    }
  }

  private static int prepare(
      Configuration configuration,
      MenuTree menus,
      Secrets secrets,
      PrintStream out,
      PrintStream progress)
      throws IOException, InterruptedException, StartException {
    if (configuration.preparesAsterisk()) {
      try (PromptKeeper prompts =
          new PromptKeeper(configuration, menus, SelfServices.texts(configuration))) {
        prompts.prepare(
            (done, of, prompt) -> progress.println("prompt " + done + "/" + of + ": " + prompt));
      }
      AsteriskPreparation.run(
          configuration, configuration.routing().agents(), secrets, Home.find());
    }
    out.println("data=" + configuration.data());
    out.println("node=" + configuration.node());
    out.println("sip=" + configuration.asterisk().sip());
    out.println("ami=" + configuration.asterisk().ami());
    out.println("agi=" + configuration.asterisk().agi());
    out.println("cluster=" + configuration.cluster().address());
    out.println("http=" + configuration.http().url());
    out.println("managed=" + configuration.asterisk().managed());
    PhoneAccounts phones = PhoneAccounts.of(configuration, configuration.routing().agents());
    if (!phones.browser().isEmpty()) {
      out.println("asterisk-http=" + configuration.asterisk().http());
    }
    out.println(
        "numbers="
            + String.join(
                ",", configuration.numbers().stream().map(DialledNumber::number).toList()));
    // Those who need an account: phones in browsers are there when somebody signs in.
    out.println("agents=" + String.join(",", phones.desk()));
    out.println("log=" + configuration.data().resolve("log/server.log"));
    return 0;
  }

  private static int serve(
      Configuration configuration, MenuFile.Written menus, Secrets secrets, PrintStream out)
      throws StartException, InterruptedException {
    Ports.requireFree(configuration);
    Server server = new Server(configuration, menus, secrets);
    AtomicBoolean ending = new AtomicBoolean();
    Thread stop =
        Thread.ofPlatform()
            .name("stop")
            .unstarted(
                () -> {
                  ending.set(true);
                  server.close();
                });
    Runtime.getRuntime().addShutdownHook(stop);
    try {
      server.start();
      while (!server.health().ready()) {
        Thread.sleep(Duration.ofMillis(50));
      }
    } catch (RuntimeException e) {
      if (ending.get()) {
        return 0; // Parts that were still to start have met others that had ended.
      }
      throw e;
    }
    out.println("READY " + configuration.http().url());
    out.flush();
    Thread.currentThread().join();
    return 0;
  }
}
