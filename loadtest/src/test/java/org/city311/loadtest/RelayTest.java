package org.city311.loadtest;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A network that can be cut, between a client and a server that says everything back.
class RelayTest {
  private static final int SILENCE_MS = 300;

  private final FreePorts ports = new FreePorts();
  private final AtomicBoolean cut = new AtomicBoolean();

  @SuppressWarnings("NullAway.Init")
  private ServerSocket echo;

  @SuppressWarnings("NullAway.Init")
  private Relay relay;

  private final int port = ports.one();

  @BeforeEach
  void start() throws IOException {
    echo = new ServerSocket(ports.one(), 50, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::serve);
    relay = new Relay(new StackNetwork.Ports(port, echo.getLocalPort()), _ -> cut::get);
  }

  @AfterEach
  void end() throws IOException {
    relay.close();
    echo.close();
  }

  private void serve() {
    try {
      while (true) {
        var client = echo.accept();
        Thread.ofVirtual().start(() -> repeat(client));
      }
    } catch (IOException closed) {
      return;
    }
  }

  private static void repeat(Socket client) {
    try (client) {
      client.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException gone) {
      return;
    }
  }

  @Test
  void whatIsSentThroughACutNetworkComesOnceItIsMended() throws IOException {
    try (var client = connect()) {
      assertEquals('a', echoOf(client, 'a'));
      cut.set(true);
      client.getOutputStream().write('b');
      assertThrows(SocketTimeoutException.class, () -> client.getInputStream().read());
      cut.set(false);
      assertEquals('b', client.getInputStream().read());
      assertEquals('c', echoOf(client, 'c'));
    }
  }

  @Test
  void aNewConnectionThroughACutNetworkIsSilentUntilItIsMended() throws IOException {
    cut.set(true);
    try (var client = connect()) {
      client.getOutputStream().write('a');
      assertThrows(SocketTimeoutException.class, () -> client.getInputStream().read());
      cut.set(false);
      assertEquals('a', client.getInputStream().read());
    }
  }

  @Test
  void droppedConnectionsAreBroken_andNewOnesCanBeMade() throws IOException {
    try (var client = connect()) {
      assertEquals('a', echoOf(client, 'a'));
      relay.drop();
      await().ignoreExceptions().until(() -> isOver(client));
    }
    try (var again = connect()) {
      assertEquals('b', echoOf(again, 'b'));
    }
  }

  @Test
  void whereNobodyListens_theConnectionEnds() throws IOException {
    echo.close();
    try (var client = connect()) {
      await().ignoreExceptions().until(() -> isOver(client));
    }
  }

  private Socket connect() throws IOException {
    var client = new Socket(InetAddress.getLoopbackAddress(), port);
    client.setSoTimeout(SILENCE_MS);
    return client;
  }

  private static int echoOf(Socket client, char letter) throws IOException {
    client.setSoTimeout(5_000);
    client.getOutputStream().write(letter);
    int heard = client.getInputStream().read();
    client.setSoTimeout(SILENCE_MS);
    return heard;
  }

  /// Its end has come, in order or by a reset.
  private static boolean isOver(Socket client) throws IOException {
    try {
      return client.getInputStream().read() < 0;
    } catch (SocketTimeoutException stillOpen) {
      return false;
    } catch (IOException reset) {
      return true;
    }
  }
}
