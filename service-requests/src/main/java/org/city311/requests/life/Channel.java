package org.city311.requests.life;

/// How a report came.
public enum Channel {
  /// A resident told the phone's menus.
  PHONE,
  /// A resident told an agent.
  AGENT,
  /// A resident wrote it on the public site.
  WEB,
  /// A resident's own app, through Open311.
  API,
  /// A crew of the city came upon it.
  CREW
}
