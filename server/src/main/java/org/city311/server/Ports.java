package org.city311.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;
import org.city311.server.config.Configuration;
import org.city311.server.config.Configuration.HostPort;

/// Looks, before anything is started, whether the ports that this node listens on are free.
final class Ports {
  private Ports() {}

  static void requireFree(Configuration configuration) throws StartException {
    Map<String, HostPort> wanted = new LinkedHashMap<>();
    wanted.put("http", configuration.http().address());
    wanted.put("asterisk.agi", configuration.asterisk().agi());
    wanted.put("cluster", configuration.cluster().address());
    for (Map.Entry<String, HostPort> entry : wanted.entrySet()) {
      HostPort address = entry.getValue();
      try (ServerSocket socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(address.host(), address.port()));
      } catch (IOException e) {
        throw new StartException(
            StartException.MACHINE,
            "port "
                + address
                + " can't be listened on ("
                + e.getMessage()
                + "): end the program that has it (ss -ltnp shows which), or set "
                + entry.getKey()
                + ".host or .port in the configuration");
      }
    }
  }
}
