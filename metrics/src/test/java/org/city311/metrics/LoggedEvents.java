package org.city311.metrics;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/// What a class logs while this is open.
public final class LoggedEvents extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Logger logger;
  private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

  private LoggedEvents(Class<?> of) {
    logger = (Logger) LoggerFactory.getLogger(of);
  }

  public static LoggedEvents of(Class<?> type) {
    LoggedEvents events = new LoggedEvents(type);
    events.start();
    events.logger.addAppender(events);
    return events;
  }

  public long count(Level level) {
    return events.stream().filter(event -> event.getLevel() == level).count();
  }

  @Override
  protected void append(ILoggingEvent event) {
    events.add(event);
  }

  @Override
  public void close() {
    logger.detachAppender(this);
  }
}
