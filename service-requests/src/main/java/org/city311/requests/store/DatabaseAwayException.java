package org.city311.requests.store;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// There is no connection to be had: the database is away, or its schema can't be brought up to date.
/// Nothing was done, and it may be repeated. [RequestsDatabase] has said so in the log, once.
public final class DatabaseAwayException extends SQLException {
  DatabaseAwayException(String reason, @Nullable Exception cause) {
    super("the database of requests is away: " + reason, cause);
  }
}
