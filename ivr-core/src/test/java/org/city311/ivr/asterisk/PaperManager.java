package org.city311.ivr.asterisk;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// An Asterisk's manager interface on paper: global variables, no calls, and a start that it tells of.
final class PaperManager implements AutoCloseable {
  final List<String> written = new CopyOnWriteArrayList<>();
  private final Map<String, String> globals = new ConcurrentHashMap<>();
  private final List<Session> sessions = new CopyOnWriteArrayList<>();
  private final ServerSocket server;
  private volatile boolean booted = true;
  private volatile int uptimeSeconds;

  PaperManager() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.startVirtualThread(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  void setUptime(int seconds) {
    uptimeSeconds = seconds;
  }

  void set(String global, String value) {
    globals.put(global, value);
  }

  /// How often the first node has written its heartbeat.
  long beats() {
    return written.stream().filter(each -> each.startsWith("CITY311_NODE_1=")).count();
  }

  /// Tells that a caller has let go a key.
  void press(String channel, char key) {
    for (Session session : sessions) {
      if (session.events) {
        session.send(
            "Event: DTMFEnd\r\nUniqueid: %s\r\nDigit: %s\r\nDirection: Received\r\n\r\n"
                .formatted(channel, key));
      }
    }
  }

  /// Ends the connections that orders go over, as a router does.
  void dropActions() throws IOException {
    for (Session session : sessions) {
      if (!session.events) {
        session.socket.close();
      }
    }
  }

  /// Dies, and takes logins again, but is not done with its start.
  void restart() throws IOException {
    booted = false;
    uptimeSeconds = 0;
    for (Session session : sessions) {
      session.socket.close();
    }
  }

  /// Is done with its start.
  void boot() {
    booted = true;
    sessions.forEach(Session::tellBooted);
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Session session : sessions) {
      session.socket.close();
    }
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Session session = new Session(server.accept());
        sessions.add(session);
        Thread.startVirtualThread(session::run);
      } catch (IOException e) {
        return;
      }
    }
  }

  private final class Session {
    private final Socket socket;
    private final PrintWriter out;
    private volatile boolean events;

    Session(Socket socket) throws IOException {
      this.socket = socket;
      this.out = new PrintWriter(socket.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    void run() {
      try (BufferedReader in =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
        send("Asterisk Call Manager/9.0.0\r\n");
        Map<String, String> action = new HashMap<>();
        for (String line = in.readLine(); line != null; line = in.readLine()) {
          if (!line.isEmpty()) {
            int colon = line.indexOf(':');
            action.put(
                line.substring(0, colon).toLowerCase(Locale.ROOT),
                line.substring(colon + 1).trim());
          } else if (!action.isEmpty()) {
            answer(action);
            action.clear();
          }
        }
      } catch (IOException e) {
        // It was dropped.
      } finally {
        sessions.remove(this);
      }
    }

    private void answer(Map<String, String> action) {
      String id = "ActionID: " + action.get("actionid") + "\r\n";
      String success = "Response: Success\r\n" + id;
      switch (action.getOrDefault("action", "").toLowerCase(Locale.ROOT)) {
        case "challenge" -> send(success + "Challenge: 1\r\n\r\n");
        case "login" -> {
          send(success + "Message: Authentication accepted\r\n\r\n");
          events = !"off".equals(action.get("events"));
          if (booted) {
            tellBooted();
          }
        }
        case "coresettings" -> send(success + "AsteriskVersion: 18.0.0\r\n\r\n");
        case "ping" -> send(success + "Ping: Pong\r\nTimestamp: 1700000000.000000\r\n\r\n");
        case "events" -> {
          written.add("events " + action.get("eventmask"));
          send(success + "Events: On\r\n\r\n");
        }
        case "playdtmf" -> {
          written.add(
              String.join(
                  " ",
                  "play",
                  action.get("digit"),
                  action.get("channel"),
                  "receive=" + action.get("receive")));
          send(success + "Message: DTMF successfully queued\r\n\r\n");
        }
        case "setvar" -> {
          globals.put(action.get("variable"), action.get("value"));
          written.add(action.get("variable") + "=" + action.get("value"));
          send(success + "Message: Variable Set\r\n\r\n");
        }
        case "getvar" ->
            send(
                success
                    + "Variable: "
                    + action.get("variable")
                    + "\r\nValue: "
                    + globals.getOrDefault(action.get("variable"), "")
                    + "\r\n\r\n");
        case "coreshowchannels" -> list(success, id, "CoreShowChannelsComplete");
        case "pjsipshowcontacts" -> list(success, id, "ContactListComplete");
        default -> send(success + "\r\n");
      }
    }

    private void list(String success, String id, String complete) {
      send(success + "EventList: start\r\n\r\n");
      send("Event: " + complete + "\r\n" + id + "EventList: Complete\r\nListItems: 0\r\n\r\n");
    }

    void tellBooted() {
      if (events) {
        send("Event: FullyBooted\r\nStatus: Fully Booted\r\nUptime: " + uptimeSeconds + "\r\n\r\n");
      }
    }

    private synchronized void send(String text) {
      out.print(text);
      out.flush();
    }
  }
}
