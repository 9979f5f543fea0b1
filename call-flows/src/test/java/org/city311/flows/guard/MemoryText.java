package org.city311.flows.guard;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// A shared text of nodes that are all here.
public final class MemoryText implements SharedText {
  private final List<Consumer<String>> listeners = new ArrayList<>();
  private String text = "";
  private boolean away;

  @Override
  public String text() {
    return text;
  }

  @Override
  public boolean replace(String from, String to) throws IOException {
    if (away) {
      throw new IOException("on purpose");
    }
    if (!text.equals(from)) {
      return false;
    }
    write(to);
    return true;
  }

  @Override
  public void onChange(Consumer<String> then) {
    listeners.add(then);
  }

  public void write(String to) {
    text = to;
    listeners.forEach(each -> each.accept(to));
  }

  public void goAway() {
    away = true;
  }
}
