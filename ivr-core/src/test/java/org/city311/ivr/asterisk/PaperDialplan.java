package org.city311.ivr.asterisk;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Asterisk's side of one AGI session: asks for a flow, and answers its commands.
final class PaperDialplan {
  /// The answer of a session that Asterisk ends, as it does when the caller has hung up
  /// (`AGIEXITONHANGUP`).
  static final String ENDS = "HANGUP";

  private PaperDialplan() {}

  /// Runs a session to its end.
  ///
  /// @param script with its parameters, such as `overflow?treatment=message`
  /// @param answers what is answered to a command; most are `200 result=0`
  /// @return the commands, as they came
  static List<String> ask(int port, String script, Function<String, String> answers) {
    List<String> commands = new ArrayList<>();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        BufferedReader in =
            new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8))) {
      socket.setSoTimeout(10_000);
      write(
          socket,
          """
          agi_network: yes
          agi_network_script: %1$s
          agi_request: agi://127.0.0.1/%1$s
          agi_channel: PJSIP/trunk_local-00000001
          agi_uniqueid: city311-1.1
          agi_callerid: 4105550100
          agi_dnid: 311
          agi_context: city311-overflow
          agi_extension: message
          agi_priority: 3

          """
              .formatted(script));
      for (String command = in.readLine(); command != null; command = in.readLine()) {
        if (command.contains("AJ_AGISTATUS")) {
          write(socket, "200 result=1\n");
          continue;
        }
        commands.add(command);
        String answer = answers.apply(command);
        write(socket, answer + "\n");
        if (answer.equals(ENDS)) {
          break;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return commands;
  }

  private static void write(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
  }
}
