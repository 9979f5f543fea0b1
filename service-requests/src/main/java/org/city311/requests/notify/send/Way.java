package org.city311.requests.notify.send;

/// How somebody is reached.
public enum Way {
  MAIL,
  TEXT
}
