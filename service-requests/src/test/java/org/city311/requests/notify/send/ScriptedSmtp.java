package org.city311.requests.notify.send;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// A mail server that says what a test wants at each command, for what no real one does when asked. An
/// answer of `close` ends the connection instead.
public final class ScriptedSmtp implements AutoCloseable {
  private final ServerSocket listening;
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final List<String> mails = new CopyOnWriteArrayList<>();

  public ScriptedSmtp() throws IOException {
    listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::listen);
  }

  public int port() {
    return listening.getLocalPort();
  }

  /// @param command `MAIL`, `RCPT`, `DATA`, or `.` for the end of a mail
  public void answer(String command, String answer) {
    answers.put(command, answer);
  }

  /// What was sent to its end, whatever the answer.
  public List<String> mails() {
    return List.copyOf(mails);
  }

  private void listen() {
    try {
      while (true) {
        Socket socket = listening.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException e) {
      // Closed.
    }
  }

  private void serve(Socket socket) {
    try (socket;
        BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
      say(socket, "220 ready");
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String command = line.split("[ :]", 2)[0];
        if (!reply(socket, command, command.equals("DATA") ? "354 go on" : "250 ok")) {
          return;
        }
        if (command.equals("DATA") && !answers.containsKey("DATA")) {
          mails.add(mail(lines));
          if (!reply(socket, ".", "250 taken")) {
            return;
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String mail(BufferedReader lines) throws IOException {
    StringBuilder mail = new StringBuilder();
    for (String line = lines.readLine();
        line != null && !line.equals(".");
        line = lines.readLine()) {
      mail.append(line).append('\n');
    }
    return mail.toString();
  }

  private boolean reply(Socket socket, String command, String otherwise) throws IOException {
    String answer = answers.getOrDefault(command, otherwise);
    if (answer.equals("close")) {
      return false;
    }
    say(socket, answer);
    return true;
  }

  private static void say(Socket socket, String answer) throws IOException {
    socket.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
