package org.city311.gateway.softphone;

import org.city311.ivr.agent.AgentId;

/// An agent who is signed in.
///
/// @param id names the session, and opens nothing
/// @param agent whose phone it is about
public record DeskSession(String id, AgentId agent) {}
