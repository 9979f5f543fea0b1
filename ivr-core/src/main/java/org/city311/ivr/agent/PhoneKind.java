package org.city311.ivr.agent;

/// What an agent's phone is.
public enum PhoneKind {
  /// A telephone, or a program that is one, which registers by SIP over UDP with a password of its own.
  DESK,
  /// A page in the agent's browser (WebRTC), which registers through a server node while the agent is
  /// signed in.
  BROWSER
}
