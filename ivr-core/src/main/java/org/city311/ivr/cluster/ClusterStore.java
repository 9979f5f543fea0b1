package org.city311.ivr.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.map.IMap;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.city311.ivr.acd.Decision;
import org.city311.ivr.agent.Agent;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.call.Call;
import org.city311.ivr.call.CallId;
import org.city311.ivr.centre.CentreStore;
import org.city311.ivr.routing.Routing;
import org.jspecify.annotations.Nullable;
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
  private static final String ROUTING = "routing";
  private static final String TERM = "term";
  private static final String JOURNAL = "journal";
  private static final long ANSWER_SECONDS = 10;

  private final long startedNanos = System.nanoTime();
  private final CentreCodec codec = new CentreCodec();
  private final ClusterMember member;
  private final Journal journal;
  private final IMap<String, String> calls;
  private final IMap<String, String> agents;
  private final IMap<String, String> centre;
  private volatile boolean behind;
  private volatile boolean catchingUp;

  /// Held while entries are changed, but not while that is waited for.
  private final ReentrantLock changing = new ReentrantLock();

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
    member.answer(
        JOURNAL, _ -> CompletableFuture.completedFuture(codec.write(new Entries(before))));
    member.onChange(() -> behind = true);
  }

  private ClusterStore(ClusterMember member, String prefix, Path journal) {
    this.journal = new Journal(journal);
    this.member = member;
    this.calls = member.hazelcast().getMap(prefix + ClusterMember.CALLS);
    this.agents = member.hazelcast().getMap(prefix + ClusterMember.AGENTS);
    this.centre = member.hazelcast().getMap(prefix + ClusterMember.CENTRE);
  }

  /// Lets a rehearsal use a store that works like this one and of which nothing is left afterwards.
  ///
  /// @throws java.io.UncheckedIOException if its journal can't be written
  public void rehearseWith(Consumer<CentreStore> rehearsal) {
    Path scratch = member.settings().journal().resolveSibling("rehearsal");
    ClusterStore store =
        new ClusterStore(member, "rehearsal-" + member.settings().number() + "-", scratch);
    try {
      store.centre.set(TERM, "0"); // It begins with nothing, and not with what a journal remembers.
      rehearsal.accept(store);
    } finally {
      store.journal.close();
      List.of(store.calls, store.agents, store.centre).forEach(IMap::destroy);
      if (!scratch.toFile().delete()) {
        log.warn("left behind by a rehearsal; it may be deleted: {}", scratch);
      }
    }
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
      return new Saved(
          routing(centre.get(ROUTING)), readable(calls, Call.class), readable(agents, Agent.class));
    }
    awaitOthers();
    Map<String, String> entries = newestJournal();
    return new Saved(
        routing(entries.get(ROUTING)),
        readable(under(CALL, entries), Call.class),
        readable(under(AGENT, entries), Agent.class));
  }

  @Override
  public void rehearse() {
    if (centre.get(TERM) != null) {
      Saved saved = load();
      saved.calls().forEach(codec::write);
      saved.agents().forEach(codec::write);
    }
  }

  private @Nullable Routing routing(@Nullable String saved) {
    return saved == null
        ? null
        : readable(Map.of(ROUTING, saved), Routing.class).stream().findFirst().orElse(null);
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
      return codec.read(answer, Entries.class).entries();
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
  private <T> List<T> readable(Map<String, String> entries, Class<T> type) {
    List<T> read = new ArrayList<>();
    entries.forEach(
        (key, value) -> {
          try {
            read.add(codec.read(value, type));
          } catch (RuntimeException e) {
            log.error("a saved entry can't be read and is left out: key={}", key, e);
          }
        });
    return read;
  }

  @Override
  public void begin(long term, Saved all) {
    Map<String, String> allCalls = new LinkedHashMap<>();
    all.calls().forEach(call -> allCalls.put(call.id().value(), codec.write(call)));
    Map<String, String> allAgents = new LinkedHashMap<>();
    all.agents().forEach(agent -> allAgents.put(agent.id().value(), codec.write(agent)));
    Map<String, String> rest = new LinkedHashMap<>();
    rest.put(TERM, "" + term);
    if (all.routing() != null) {
      rest.put(ROUTING, codec.write(all.routing()));
    }
    Map<String, String> entries = new LinkedHashMap<>(rest);
    allCalls.forEach((id, call) -> entries.put(CALL + id, call));
    allAgents.forEach((id, agent) -> entries.put(AGENT + id, agent));
    changing.lock();
    try {
      journal.replace(entries);
      saveEverywhere(allCalls, allAgents, rest);
    } finally {
      changing.unlock();
    }
  }

  /// Without waiting: a member that does not answer must not hold up calls.
  private void saveEverywhere(
      Map<String, String> allCalls, Map<String, String> allAgents, Map<String, String> rest) {
    behind = false;
    catchingUp = true;
    List<CompletionStage<?>> underWay = new ArrayList<>();
    underWay.add(calls.setAllAsync(allCalls));
    underWay.add(agents.setAllAsync(allAgents));
    underWay.add(centre.setAllAsync(rest));
    if (!rest.containsKey(ROUTING)) {
      underWay.add(centre.deleteAsync(ROUTING));
    }
    var _ =
        all(underWay)
            .thenRunAsync(() -> sweep(rest.get(TERM)), Thread::startVirtualThread)
            .whenComplete(
                (_, fault) -> {
                  if (fault != null) {
                    behind = true;
                  }
                  catchingUp = false;
                });
  }

  /// Removes what the leader does not have, and only the maps do: another half of a divided cluster, or
  /// a leader before. The next leader would take it for calls.
  private void sweep(@Nullable String term) {
    Set<String> heldCalls = calls.keySet();
    Set<String> heldAgents = agents.keySet();
    if (!Objects.equals(centre.get(TERM), term)) {
      return; // A later leader began meanwhile, and what was held may be its own.
    }
    changing.lock();
    try {
      Set<String> kept = journal.entries().keySet();
      heldCalls.stream().filter(id -> !kept.contains(CALL + id)).forEach(calls::deleteAsync);
      heldAgents.stream().filter(id -> !kept.contains(AGENT + id)).forEach(agents::deleteAsync);
    } finally {
      changing.unlock();
    }
  }

  @Override
  public void save(Decision decision) {
    List<CompletionStage<?>> underWay;
    changing.lock();
    try {
      underWay = change(decision);
    } finally {
      changing.unlock();
    }
    if (member.nodes().size() == 1) {
      // The journal outlives this process, and the maps do not: nothing to wait for. When another
      // member
      // comes, all is saved again.
      var _ =
          all(underWay)
              .exceptionally(
                  fault -> {
                    behind = true;
                    log.warn("not in the maps yet; saving again: why={}", fault.toString());
                    return null;
                  });
    } else if (!behind) {
      await(underWay);
    }
  }

  private List<CompletionStage<?>> change(Decision decision) {
    Map<String, String> entries = new LinkedHashMap<>();
    List<CompletionStage<?>> underWay = new ArrayList<>();
    if (decision.routing() != null) {
      String value = codec.write(decision.routing());
      underWay.add(centre.setAsync(ROUTING, value));
      entries.put(ROUTING, value);
    }
    for (AgentId id : decision.gone()) {
      underWay.add(agents.deleteAsync(id.value()));
      entries.put(AGENT + id, "");
    }
    for (Call call : decision.calls()) {
      String value = codec.write(call);
      underWay.add(calls.setAsync(call.id().value(), value));
      entries.put(CALL + call.id(), value);
    }
    for (Agent agent : decision.agents()) {
      String value = codec.write(agent);
      underWay.add(agents.setAsync(agent.id().value(), value));
      entries.put(AGENT + agent.id(), value);
    }
    for (CallId id : decision.forgotten()) {
      underWay.add(calls.deleteAsync(id.value()));
      entries.put(CALL + id, "");
    }
    journal.append(entries);
    return underWay;
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

  private static CompletableFuture<Void> all(List<? extends CompletionStage<?>> underWay) {
    return CompletableFuture.allOf(
        underWay.stream()
            .map(CompletionStage::toCompletableFuture)
            .toArray(CompletableFuture<?>[]::new));
  }

  @Override
  public boolean isBehind() {
    return behind && !catchingUp;
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
