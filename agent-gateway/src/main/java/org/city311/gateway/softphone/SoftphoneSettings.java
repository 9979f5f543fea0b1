package org.city311.gateway.softphone;

import java.util.List;

/// How phones in browsers reach Asterisk.
///
/// @param host of Asterisk's WebSocket, on this machine
/// @param port of it
/// @param iceServers in the order in which browsers shall try them
public record SoftphoneSettings(String host, int port, List<IceServer> iceServers) {
  public SoftphoneSettings {
    iceServers = List.copyOf(iceServers);
  }
}
