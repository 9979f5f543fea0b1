package org.city311.ivr.asterisk;

/// Where flows are asked for.
///
/// @param host the address to listen on
/// @param port the port to listen on
/// @param sessions how many flows may run at once; beyond it Asterisk tries the next node
public record AgiSettings(String host, int port, int sessions) {}
