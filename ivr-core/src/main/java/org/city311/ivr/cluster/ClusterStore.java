package org.city311.ivr.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.map.IMap;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.centre.CentreStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls and agents in Hazelcast maps with one synchronous backup, and in the journal of the node that
/// leads.
///
/// The maps answer when a member is alive that was there while someone led; else, when the whole
/// cluster starts anew, the journal of the last term does, whichever member has it. Used by the
/// single writer.
public final class ClusterStore implements CentreStore, AutoCloseable {
  /// How long members may take to save a change. Beyond it a member is held to be frozen, and calls
  /// go on without it.
  static final Duration SAVE_PATIENCE = Duration.ofSeconds(1);

  /// How long the first node of a cluster that starts anew waits for the others, whose journals may
  /// be newer.
  static final Duration START_PATIENCE = Duration.ofSeconds(5);

  private static final Logger log = LoggerFactory.getLogger(ClusterStore.class);
  private static final String CALL = "call/";
  private static final String AGENT = "agent/";
  private static final String TERM = "term";
  private static final String JOURNAL = "journal";
  private static final long ANSWER_SECONDS = 10;

  private final long startedNanos = System.nanoTime();
  private final CentreCodec codec = new CentreCodec();
  private final RecordJson json = new RecordJson();
  private final ClusterMember member;
  private final Journal journal;
  private final IMap<String, String> calls;
  private final IMap<String, String> agents;
  private final IMap<String, String> centre;
  private volatile boolean behind;
  private volatile boolean catchingUp;

  /// All entries of a journal.
  record Entries(Map<String, String> entries) {}

  /// Starts a member, which takes a second or two.
  ///
  /// @throws java.io.UncheckedIOException if the journal can't be written
  /// @throws IllegalStateException if the member can't be started, for example for want of its port
  public ClusterStore(ClusterSettings settings) {
    this.journal = new Journal(settings.journal());
    Map<String, String> before = journal.entries();
    this.member = new ClusterMember(settings, term(before));
    this.calls = member.hazelcast().getMap(ClusterMember.CALLS);
    this.agents = member.hazelcast().getMap(ClusterMember.AGENTS);
    this.centre = member.hazelcast().getMap(ClusterMember.CENTRE);
    member.answer(JOURNAL, _ -> CompletableFuture.completedFuture(json.write(new Entries(before))));
    member.onChange(() -> behind = true);
  }

  /// The member that the maps are in.
  public ClusterMember member() {
    return member;
  }

  @Override
  public long lastTerm() {
    return ClusterMember.journalTerm(member.newestJournal());
  }

  @Override
  public Saved load() {
    if (centre.get(TERM) != null) {
      return new Saved(readable(calls, codec::readCall), readable(agents, codec::readAgent));
    }
    awaitOthers();
    Map<String, String> entries = newestJournal();
    return new Saved(
        readable(under(CALL, entries), codec::readCall),
        readable(under(AGENT, entries), codec::readAgent));
  }

  private void awaitOthers() {
    while (member.nodes().size() < member.settings().size()
        && System.nanoTime() - startedNanos < START_PATIENCE.toNanos()) {
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("stopped while waiting for the other nodes", e);
      }
    }
  }

  private Map<String, String> newestJournal() {
    Member newest = member.newestJournal();
    if (newest.localMember()) {
      return journal.entries();
    }
    log.info("taking up the calls of another node's journal: from={}", newest.getAddress());
    try {
      String answer = member.ask(newest, JOURNAL, "").get(ANSWER_SECONDS, TimeUnit.SECONDS);
      return json.read(answer, Entries.class).entries();
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException("the newest journal can't be had: " + newest, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while reading a journal", e);
    }
  }

  private static long term(Map<String, String> entries) {
    String term = entries.getOrDefault(TERM, "0");
    return term.matches("\\d{1,18}") ? Long.parseLong(term) : 0;
  }

  private static Map<String, String> under(String prefix, Map<String, String> entries) {
    Map<String, String> found = new HashMap<>();
    entries.forEach(
        (key, value) -> {
          if (key.startsWith(prefix)) {
            found.put(key, value);
          }
        });
    return found;
  }

  /// What can't be read is left out, and said: one damaged entry must not keep a city from its calls.
  private static <T> List<T> readable(Map<String, String> entries, Function<String, T> reader) {
    List<T> read = new ArrayList<>();
    entries.forEach(
        (key, value) -> {
          try {
            read.add(reader.apply(value));
          } catch (RuntimeException e) {
            log.error("a saved entry can't be read and is left out: key={}", key, e);
          }
        });
    return read;
  }

  @Override
  public void begin(long term, Saved all) {
    Map<String, String> entries = new LinkedHashMap<>();
    entries.put(TERM, "" + term);
    all.calls().forEach(call -> entries.put(CALL + call.id(), codec.write(call)));
    all.agents().forEach(agent -> entries.put(AGENT + agent.id(), codec.write(agent)));
    journal.replace(entries);
    centre.setAsync(TERM, "" + term);
    saveAll(all);
  }

  @Override
  public void save(List<Call> changedCalls, List<Agent> changedAgents, Set<CallId> forgotten) {
    Map<String, String> entries = new LinkedHashMap<>();
    List<CompletionStage<?>> underWay = new ArrayList<>();
    for (Call call : changedCalls) {
      String value = codec.write(call);
      underWay.add(calls.setAsync(call.id().value(), value));
      entries.put(CALL + call.id(), value);
    }
    for (Agent agent : changedAgents) {
      String value = codec.write(agent);
      underWay.add(agents.setAsync(agent.id().value(), value));
      entries.put(AGENT + agent.id(), value);
    }
    for (CallId id : forgotten) {
      underWay.add(calls.deleteAsync(id.value()));
      entries.put(CALL + id, "");
    }
    journal.append(entries);
    if (!behind) {
      await(underWay);
    }
  }

  /// A member that does not answer must not hold up calls: what it misses is saved again.
  private void await(List<CompletionStage<?>> underWay) {
    try {
      all(underWay).get(SAVE_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      behind = true;
      log.warn("a member does not answer; calls go on, and are saved on this node's disk only");
    } catch (ExecutionException e) {
      throw new IllegalStateException("calls can't be saved in the cluster", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while saving", e);
    }
  }

  private static CompletableFuture<Void> all(List<CompletionStage<?>> underWay) {
    return CompletableFuture.allOf(
        underWay.stream()
            .map(CompletionStage::toCompletableFuture)
            .toArray(CompletableFuture<?>[]::new));
  }

  @Override
  public boolean isBehind() {
    return behind && !catchingUp;
  }

  @Override
  public void saveAll(Saved all) {
    Map<String, String> allCalls = new HashMap<>();
    all.calls().forEach(call -> allCalls.put(call.id().value(), codec.write(call)));
    Map<String, String> allAgents = new HashMap<>();
    all.agents().forEach(agent -> allAgents.put(agent.id().value(), codec.write(agent)));
    behind = false;
    catchingUp = true;
    List<CompletionStage<?>> underWay = new ArrayList<>();
    underWay.add(calls.setAllAsync(allCalls));
    underWay.add(agents.setAllAsync(allAgents));
    var _ =
        all(underWay)
            .whenComplete(
                (_, fault) -> {
                  if (fault != null) {
                    behind = true;
                  }
                  catchingUp = false;
                });
  }

  /// Members of the cluster that are alive, this one included.
  public int members() {
    return member.nodes().size();
  }

  @Override
  public void close() {
    member.close();
    journal.close();
  }
}
