package org.city311.ivr.cluster;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import java.io.Serializable;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A question to another member, answered by what that member has put into its context.
final class Question implements Callable<String>, HazelcastInstanceAware, Serializable {
  static final String CONTEXT = "city311.";
  private static final long serialVersionUID = 1L;

  /// Longer than anyone waits for an answer; a thread must not wait for ever.
  private static final long PATIENCE_SECONDS = 10;

  private final String kind;
  private final String text;
  private transient @Nullable HazelcastInstance at;

  Question(String kind, String text) {
    this.kind = kind;
    this.text = text;
  }

  @Override
  public void setHazelcastInstance(HazelcastInstance instance) {
    this.at = instance;
  }

  @Override
  @SuppressWarnings("unchecked")
  public String call() throws Exception {
    var answers =
        at == null
            ? null
            : (Function<String, CompletableFuture<String>>) at.getUserContext().get(CONTEXT + kind);
    if (answers == null) {
      throw new IllegalStateException("this node answers no questions about " + kind + " yet");
    }
    return answers.apply(text).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
  }
}
