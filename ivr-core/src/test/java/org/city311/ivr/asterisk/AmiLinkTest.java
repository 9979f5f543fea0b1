package org.city311.ivr.asterisk;

import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.city311.ivr.acd.AcdEvent;
import org.junit.jupiter.api.Test;

/// The link to a manager that answers as Asterisk 20 does, and whose connections can be cut one by one.
class AmiLinkTest {
  private final List<AcdEvent> told = new CopyOnWriteArrayList<>();

  /// Asterisk-Java connects anew within a moment, so that no look at the state of the connections sees the
  /// gap; and Asterisk tells of its start only to the connection that wants events.
  @Test
  void onlyTheConnectionForOrdersIsLost_theSwitchIsLookedAtAsSoonAsItIsBack() throws Exception {
    try (Manager manager = new Manager();
        AmiLink link = new AmiLink(settings(manager.port()), told::add, _ -> true)) {
      link.start(() -> true, _ -> {});
      await().atMost(Duration.ofSeconds(20)).until(() -> last() instanceof AcdEvent.SwitchSeen);
      // The look that the heartbeat's first sight of both connections asks for as well.
      await().during(Duration.ofSeconds(2)).until(link::isUp);
      told.clear();

      manager.cutOrders();

      await().atMost(Duration.ofSeconds(20)).until(() -> first() instanceof AcdEvent.SwitchLost);
      await().atMost(Duration.ofSeconds(20)).until(() -> last() instanceof AcdEvent.SwitchSeen);
    }
  }

  private Object first() {
    return told.isEmpty() ? "" : told.getFirst();
  }

  private Object last() {
    return told.isEmpty() ? "" : told.getLast();
  }

  private static AmiSettings settings(int port) {
    return new AmiSettings(
        "127.0.0.1", port, "city311", "secret", 1, 1, Duration.ofSeconds(20), true);
  }

  /// As much of a manager as a link without calls needs.
  private static final class Manager implements AutoCloseable {
    private final ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final List<Socket> orders = new CopyOnWriteArrayList<>();
    private final List<Socket> all = new CopyOnWriteArrayList<>();

    Manager() throws IOException {
      Thread.ofVirtual().start(this::accept);
    }

    int port() {
      return server.getLocalPort();
    }

    void cutOrders() throws IOException {
      for (Socket socket : orders) {
        socket.close();
      }
    }

    private void accept() {
      try {
        while (true) {
          Socket socket = server.accept();
          all.add(socket);
          Thread.ofVirtual().start(() -> serve(socket));
        }
      } catch (IOException e) {
        // The end of the test.
      }
    }

    private void serve(Socket socket) {
      try (var in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
        write(socket, "Asterisk Call Manager/9.0.0\r\n");
        while (true) {
          answer(socket, action(in));
        }
      } catch (IOException e) {
        // Cut.
      }
    }

    private static Map<String, String> action(BufferedReader in) throws IOException {
      Map<String, String> fields = new HashMap<>();
      for (String line = in.readLine(); !"".equals(line); line = in.readLine()) {
        if (line == null) {
          throw new IOException("the link has closed it");
        }
        String[] parts = line.split(": ?", 2);
        fields.put(parts[0].toLowerCase(java.util.Locale.ROOT), parts[1]);
      }
      return fields;
    }

    private void answer(Socket socket, Map<String, String> action) throws IOException {
      String name = action.getOrDefault("action", "");
      String id = "ActionID: " + action.get("actionid") + "\r\n";
      String more =
          switch (name.toLowerCase(java.util.Locale.ROOT)) {
            case "challenge" -> "Challenge: 123456789\r\n";
            case "coresettings" -> "AsteriskVersion: 20.9.2\r\nAMIversion: 9.0.0\r\n";
            case "ping" -> "Ping: Pong\r\nTimestamp: 1767268800.000000\r\n";
            case "corestatus" ->
                "CoreStartupDate: 2026-01-01\r\nCoreStartupTime: 12:00:00\r\nCoreCurrentCalls: 0\r\n";
            case "coreshowchannels" -> list(id, "CoreShowChannelsComplete");
            case "pjsipshowcontacts" -> list(id, "ContactListComplete");
            default -> "";
          };
      if (name.equalsIgnoreCase("login") && "off".equals(action.get("events"))) {
        orders.add(socket);
      } else if (name.equalsIgnoreCase("login")) {
        more = "\r\nEvent: FullyBooted\r\nStatus: Fully Booted\r\n";
      }
      write(socket, "Response: Success\r\n" + id + more + "\r\n");
    }

    private static String list(String id, String complete) {
      return "EventList: start\r\nMessage: follows\r\n\r\nEvent: "
          + complete
          + "\r\n"
          + id
          + "EventList: Complete\r\nListItems: 0\r\n";
    }

    private static void write(Socket socket, String text) throws IOException {
      OutputStream out = socket.getOutputStream();
      out.write(text.getBytes(StandardCharsets.UTF_8));
      out.flush();
    }

    @Override
    public void close() throws IOException {
      server.close();
      for (Socket socket : all) {
        socket.close();
      }
    }
  }
}
