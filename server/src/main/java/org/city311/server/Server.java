package org.city311.server;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.city311.flows.http.GreetingRoutes;
import org.city311.flows.http.KnownEventRoutes;
import org.city311.flows.http.MessageRoutes;
import org.city311.flows.http.Staff;
import org.city311.flows.message.Messages;
import org.city311.flows.message.UnreachedCallbacks;
import org.city311.flows.waiting.Announcing;
import org.city311.flows.waiting.WaitingRoom;
import org.city311.gateway.accounts.Sessions;
import org.city311.gateway.accounts.Workplaces;
import org.city311.gateway.accounts.http.Door;
import org.city311.gateway.accounts.http.Who;
import org.city311.gateway.desk.http.DeskEvents;
import org.city311.gateway.desk.http.DeskRoutes;
import org.city311.gateway.desk.http.ReasonRoutes;
import org.city311.gateway.desk.http.SupervisorRoutes;
import org.city311.gateway.desk.http.WrapUpRoutes;
import org.city311.gateway.http.AgentRoutes;
import org.city311.gateway.http.ApiDescription;
import org.city311.gateway.http.AuditRoutes;
import org.city311.gateway.http.BearerToken;
import org.city311.gateway.http.ChangeDesk;
import org.city311.gateway.http.SkillGroupRoutes;
import org.city311.gateway.routing.RoutingJson;
import org.city311.ivr.acd.AcdEvent;
import org.city311.ivr.acd.CallOrder;
import org.city311.ivr.agent.AgentId;
import org.city311.ivr.asterisk.AgiSettings;
import org.city311.ivr.asterisk.AmiLink;
import org.city311.ivr.asterisk.AmiSettings;
import org.city311.ivr.asterisk.AsteriskRecorder;
import org.city311.ivr.asterisk.AsteriskSwitchboard;
import org.city311.ivr.asterisk.FlowServer;
import org.city311.ivr.call.CallId;
import org.city311.ivr.call.SkillGroupId;
import org.city311.ivr.centre.CallCentre;
import org.city311.ivr.centre.CallLog;
import org.city311.ivr.centre.Rehearsal;
import org.city311.ivr.cluster.ClusterPeers;
import org.city311.ivr.cluster.ClusterSettings;
import org.city311.ivr.cluster.ClusterStore;
import org.city311.ivr.event.CentreFeed;
import org.city311.ivr.leadership.Leadership;
import org.city311.ivr.leadership.Standing;
import org.city311.metrics.Metrics;
import org.city311.metrics.MetricsOptions;
import org.city311.metrics.http.MetricsHttp;
import org.city311.metrics.live.City;
import org.city311.metrics.record.DatabaseSettings;
import org.city311.requests.ServiceRequests;
import org.city311.requests.http.RequestsHttp;
import org.city311.requests.phone.CallerRequests;
import org.city311.requests.phone.KnownEvents;
import org.city311.server.audit.AuditTrail;
import org.city311.server.bus.NodeBus;
import org.city311.server.bus.SharedNote;
import org.city311.server.config.Configuration;
import org.city311.server.config.Configuration.HostPort;
import org.city311.server.config.Configuration.NotReadyReason;
import org.city311.server.http.HealthRoutes;
import org.city311.server.http.HealthRoutes.Health;
import org.city311.server.http.NodeRoutes;
import org.city311.server.http.Pages;
import org.city311.server.http.TlsFiles;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One running node: all parts, put together by their constructors.
final class Server implements AutoCloseable {
  /// How long callers who are in the IVR may go on before a stop ends their conversation.
  static final Duration FLOWS_PATIENCE = Duration.ofSeconds(8);

  /// How long an HTTP connection may be silent; the board's stream says something each second.
  private static final Duration HTTP_PATIENCE = Duration.ofSeconds(60);

  /// How soon messages become requests that were left while the requests' database was away.
  private static final Duration FILE_MESSAGES_EVERY = Duration.ofMinutes(1);

  private static final Duration LOOK_AT_CERTIFICATE = Duration.ofSeconds(30);

  private static final Logger log = LoggerFactory.getLogger(Server.class);

  private final Configuration configuration;
  private final @Nullable EmbeddedDatabase embedded;
  private final ClusterStore store;
  private final AmiLink link;
  private final AsteriskSwitchboard switchboard;
  private final @Nullable ClusterPeers peers;
  private final CallCentre centre;
  private final Leadership leadership;
  private final Guard guard;
  private final CallRecordings recordings;
  private final FlowServer flows;
  private final Messages messages;
  private final SelfServices services;
  private final Metrics metrics;
  private final AuditTrail audit;
  private final MenuFile.Written menus;
  private final MenuShelf shelf;
  private final EmergencyGreeting greeting;
  private final PromptKeeper prompts;
  private final Announcing announcing;
  private final KnownEventKeeper knownEvents;
  private final RoutingFollower follower;
  private final MenuFollower menuFollower;
  private final DeskEvents desks;
  private final Vertx vertx;
  private final MetricsHttp metricsHttp;
  private final ServiceRequests requests;
  private final People people;
  private final BrowserPhones phones;
  private final @Nullable TlsFiles tls;
  private final Router router;
  private final HttpServer http;
  private CentreFeed.@Nullable Subscription calls;
  private CentreFeed.@Nullable Subscription following;
  private CentreFeed.@Nullable Subscription unreached;
  private volatile boolean draining;

  /// Puts the parts together; nothing runs yet but the cluster's member.
  ///
  /// @param menus in force at the beginning
  Server(Configuration configuration, MenuFile.Written menus, Secrets secrets)
      throws StartException {
    this.configuration = configuration;
    Path data = configuration.data();
    String databaseUrl =
        Optional.ofNullable(System.getenv("DATABASE_URL")).orElse(configuration.databaseUrl());
    this.embedded =
        databaseUrl != null
            ? null
            : EmbeddedDatabase.of(configuration, secrets.get(Secrets.POSTGRES));
    this.store = store(configuration, secrets.get(Secrets.CLUSTER));
    this.link = new AmiLink(amiSettings(secrets), new FromAsterisk());
    this.switchboard =
        new AsteriskSwitchboard(link, configuration.callouts(), configuration.departmentLines());
    this.peers = isAlone() ? null : new ClusterPeers(store.member());
    this.centre =
        new CallCentre(
            new CallCentre.Plan(configuration.acd(), configuration.routing()),
            store,
            switchboard,
            InstantSource.system(),
            peers);
    this.leadership =
        new Leadership(
            configuration.asterisk().nodeNumber(),
            store.member()::nodes,
            link,
            centre,
            () -> Math.max(store.lastTerm(), centre.term()),
            System::nanoTime);
    this.messages =
        new Messages(configuration.shared().resolve("messages"), InstantSource.system());
    this.metrics =
        Metrics.start(
            new MetricsOptions(
                new City(configuration.city(), configuration.timeZone()),
                database(databaseUrl, secrets),
                data.resolve("outbox"),
                configuration.acd().ageing()),
            centre);
    this.guard = new Guard(configuration, centre, store.member(), metrics);
    this.menus = menus;
    this.shelf = new MenuShelf(data.resolve("menus"), menus);
    this.audit = audit(data, configuration.node(), database(databaseUrl, secrets));
    this.greeting =
        EmergencyGreeting.of(configuration, store.member(), audit, InstantSource.system());
    this.requests =
        RequestsStart.prepare(
            configuration,
            database(databaseUrl, secrets),
            new RequestsStart.Tokens(secrets.get(Secrets.API), secrets.get(Secrets.LINKS)),
            metrics.registry());
    KnownEvents events = new KnownEvents(requests.parts().database(), InstantSource.system());
    this.services = SelfServices.of(configuration, requests.parts(), messages, events::told);
    this.flows =
        new FlowServer(
            new AgiSettings(
                configuration.asterisk().agi().host(),
                configuration.asterisk().agi().port(),
                configuration.asterisk().sessions()),
            centre,
            Conversations.flows(
                configuration,
                centre,
                shelf,
                messages,
                metrics.history(Conversations.past(configuration.callers())),
                greeting,
                services,
                new Conversations.AtTheEdges(guard, metrics::wasAskedOfLate)),
            link.keypads());
    this.announcing = announcing();
    this.prompts =
        new PromptKeeper(configuration.atShared(), menus.tree(), SelfServices.texts(configuration));
    this.knownEvents = new KnownEventKeeper(events, prompts, configuration.atShared().data());
    this.menuFollower =
        new MenuFollower(configuration, shelf, prompts, new SharedNote(store.member(), "menus"));
    this.follower = new RoutingFollower(configuration.atShared(), switchboard, prompts);
    this.recordings =
        new CallRecordings(
            configuration,
            centre,
            new AsteriskRecorder(link),
            database(databaseUrl, secrets),
            secrets.get(Secrets.RECORDINGS));
    recordings.bindTo(metrics.registry());
    switchboard.tellOfRecordings(
        call ->
            call.group() != null
                && CallRecordings.isTold(configuration, centre.routing(), call.group()));
    new NodeMeters(centre, flows, link, announcing, this::standing).bindTo(metrics.registry());
    guard.bindTo(metrics.registry());
    this.vertx =
        isAlone()
            ? Vertx.vertx()
            : NodeBus.start(store.member(), configuration.cluster().address().host());
    this.people =
        new People(
            configuration,
            database(databaseUrl, secrets),
            audit,
            secrets.get(Secrets.FIRST),
            new Workplaces(this::isAgent, this::isDepartment));
    this.desks =
        new DeskEvents(
            vertx, centre, InstantSource.system(), new CallOrder(configuration.acd().ageing()));
    this.router = Router.router(vertx);
    people.bindTo(metrics.registry());
    people.mount(router, new BearerToken(secrets.get(Secrets.API)));
    new HealthRoutes(this::health).mount(router);
    new NodeRoutes(vertx, configuration.node(), this::health).mount(router);
    Staff staff = new Staff(Door::passed, Who::name, new Changes(audit, InstantSource.system()));
    new MessageRoutes(messages, staff).mount(router);
    new KnownEventRoutes(
            events,
            group -> centre.routing().group(new SkillGroupId(group)).isPresent(),
            type -> requests.parts().desk().directory().catalogue().type(type).isPresent(),
            staff,
            InstantSource.system())
        .mount(router);
    new GreetingRoutes(greeting.desk(), Door::passed, Who::name).mount(router);
    // Before the acts in a call, of which its key would be one that nobody knows.
    recordings.mount(router, audit, secrets.get(Secrets.API));
    mountChanges(router);
    this.phones =
        new BrowserPhones(
            vertx,
            configuration,
            link,
            people.sessions(),
            phone -> centre.submit(new AcdEvent.PhoneLost(phone)));
    phones.mount(router, centre::routing);
    phones.bindTo(metrics.registry());
    this.metricsHttp =
        MetricsHttp.mount(vertx, router, metrics, configuration.http().streams(), Door::passed);
    RequestsHttp.mount(router, requests.parts(), People::staff);
    Pages.mount(router, configuration.requests().open().tiles());
    this.tls = tls(configuration);
    this.http = vertx.createHttpServer(httpOptions()).requestHandler(router);
  }

  private HttpServerOptions httpOptions() {
    // Pages and lists are text, and a telephone's network is slow.
    HttpServerOptions options =
        BrowserPhones.taking(
            new HttpServerOptions()
                .setIdleTimeout((int) HTTP_PATIENCE.toSeconds())
                .setCompressionSupported(true));
    return tls == null ? options : tls.in(options);
  }

  private static @Nullable TlsFiles tls(Configuration configuration) throws StartException {
    try {
      return configuration.http().tls().isEmpty()
          ? null
          : new TlsFiles(configuration.http().tls().get());
    } catch (IOException e) {
      throw new StartException(StartException.MACHINE, "the certificate can't be read: " + e);
    }
  }

  /// Starts everything; calls can be taken once [#health] says ready.
  void start() throws StartException {
    if (embedded != null) {
      embedded.start();
    }
    sweepMessages();
    vertx.setPeriodic(
        Duration.ofDays(1).toMillis(),
        _ -> vertx.executeBlocking(Executors.callable(this::sweepMessages), false));
    requests.start();
    vertx.setPeriodic(
        FILE_MESSAGES_EVERY.toMillis(),
        _ -> vertx.executeBlocking(Executors.callable(this::fileMessages), false));
    store.rehearseWith(Rehearsal::play);
    centre.start();
    centre.onNewLeader(flows::announce);
    calls = centre.subscribeWhereLed("call-log", new CallLog());
    unreached = centre.subscribeWhereLed("unreached-callbacks", new UnreachedCallbacks(messages));
    following = centre.subscribe("routing-follower", follower);
    desks.start();
    guard.start(centre);
    recordings.start();
    announcing.start();
    prompts.watch();
    greeting.start(prompts);
    knownEvents.start();
    menuFollower.start(menus.text());
    flows.start();
    link.start(() -> centre.isAlive() && flows.isListening(), leadership::seen);
    store.member().onChange(() -> link.lookIn(Duration.ZERO));
    store.member().onNudge(() -> link.lookIn(Duration.ZERO));
    new RoutingFile(configuration, new SharedNote(store.member(), "routing-file"), audit)
        .start(centre);
    people.start();
    listen();
  }

  /// Takes requests over HTTP.
  void listen() throws StartException {
    try {
      if (tls != null) {
        tls.follow(vertx, http, LOOK_AT_CERTIFICATE);
      }
      var address = configuration.http().address();
      http.listen(address.port(), address.host())
          .toCompletionStage()
          .toCompletableFuture()
          .get(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new StartException(StartException.MACHINE, "interrupted while starting");
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      throw new StartException(
          StartException.MACHINE,
          "pages can't be served at " + configuration.http().address() + ": " + e.getMessage());
    }
  }

  private void sweepMessages() {
    try {
      messages.sweep();
    } catch (IOException e) {
      log.warn("messages that are long done could not be removed", e);
    }
  }

  private void fileMessages() {
    try {
      if (services.messages().isPresent()) {
        services.messages().get().fileLeftOver(InstantSource.system().instant());
      }
    } catch (IOException e) {
      log.warn("messages could not be looked through", e);
    }
  }

  Health health() {
    return new Health(
        centre.isAlive() && flows.isListening(),
        link.isUp() && centre.isSwitchUp(),
        metrics.isDatabaseUp(),
        draining,
        store.members(),
        standing(),
        centre.leader());
  }

  /// All that is answered over HTTP.
  Router router() {
    return router;
  }

  /// Who is signed in.
  Sessions sessions() {
    return people.sessions();
  }

  private boolean isAlone() {
    return configuration.cluster().members().isEmpty();
  }

  private Standing standing() {
    return isAlone() ? Standing.LEADER : leadership.standing();
  }

  /// Ends in order: no new calls; callers in the IVR may finish for a while; talks go on in
  /// Asterisk without us; what is to be recorded is safe.
  @Override
  public void close() {
    log.info("stopping: new calls are kept away");
    draining = true;
    link.drain(store.member()::nudge);
    awaitFlows();
    phones.close();
    metricsHttp.close();
    desks.close();
    flows.close();
    announcing.close();
    follower.close();
    guard.close();
    recordings.close();
    menuFollower.close();
    knownEvents.close();
    greeting.greetings().close();
    prompts.close();
    switchboard.close();
    link.close();
    metrics.close();
    List.of(
            Optional.ofNullable(calls),
            Optional.ofNullable(following),
            Optional.ofNullable(unreached))
        .forEach(subscription -> subscription.ifPresent(CentreFeed.Subscription::close));
    audit.close();
    try {
      vertx.close().toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
      log.warn("the web server did not end in time", e);
    }
    requests.close();
    people.close();
    centre.close();
    if (peers != null) {
      peers.close();
    }
    store.close();
    if (embedded != null) {
      embedded.close();
    }
    log.info("stopped");
  }

  private Announcing announcing() {
    CallOrder order = new CallOrder(configuration.acd().ageing());
    boolean callsBack = !configuration.outside().residents().isEmpty();
    return new Announcing(
        centre,
        switchboard,
        speaker -> new WaitingRoom(metrics.figures().waits(), () -> callsBack, order, speaker),
        InstantSource.system());
  }

  private void awaitFlows() {
    long end = System.nanoTime() + FLOWS_PATIENCE.toNanos();
    while (flows.running() > 0 && System.nanoTime() < end) {
      try {
        Thread.sleep(Duration.ofMillis(50));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private AmiSettings amiSettings(Secrets secrets) {
    return new AmiSettings(
        configuration.asterisk().ami().host(),
        configuration.asterisk().ami().port(),
        "city311",
        secrets.get(Secrets.AMI),
        configuration.asterisk().nodeNumber(),
        isAlone() ? 1 : configuration.asterisk().nodes().size(),
        configuration.acd().ring(),
        configuration.whisper());
  }

  private void mountChanges(Router router) {
    ChangeDesk desk = new ChangeDesk(centre, audit, InstantSource.system(), follower::leftToDo);
    RoutingJson json = new RoutingJson(configuration.languages(), configuration.timeZone());
    Map<String, Boolean> reasons = new LinkedHashMap<>();
    for (NotReadyReason each : configuration.notReadyReasons()) {
      reasons.put(each.reason(), each.planned());
    }
    new ApiDescription().mount(router);
    new ReasonRoutes(reasons).mount(router, Door::passed);
    new DeskRoutes(centre, InstantSource.system(), configuration.lineCodes())
        .mount(router, Door::passed);
    new SupervisorRoutes(desk, centre).mount(router, Door::passed);
    new WrapUpRoutes(
            centre,
            new RecordedNotes(metrics.wrapUps(), InstantSource.system()),
            new FollowedRequests(new CallerRequests(requests.parts().database())),
            wrapUpCodes())
        .mount(router, Door::passed);
    desks.mount(router, Door::passed);
    new AgentRoutes(desk, json, reasons, Door::passed).mount(router);
    new SkillGroupRoutes(desk, json, this::groupsOfTheMenus, Door::passed).mount(router);
    new AuditRoutes(audit, Door::passed).mount(router);
    guard.mount(router, audit);
  }

  private Map<String, Map<String, String>> wrapUpCodes() {
    Map<String, Map<String, String>> codes = new LinkedHashMap<>();
    configuration.wrapUpCodes().forEach(code -> codes.put(code.id(), code.names()));
    return codes;
  }

  private boolean isAgent(AgentId id) {
    return centre.routing().agents().stream().anyMatch(agent -> agent.id().equals(id));
  }

  private boolean isDepartment(String id) {
    return requests.parts().desk().directory().catalogue().department(id).isPresent();
  }

  /// Those that callers can be led to.
  private Set<SkillGroupId> groupsOfTheMenus() {
    return shelf.all().stream().flatMap(tree -> tree.groups().stream()).collect(Collectors.toSet());
  }

  private static ClusterStore store(Configuration configuration, String secret)
      throws StartException {
    HostPort address = configuration.cluster().address();
    try {
      return new ClusterStore(
          new ClusterSettings(
              configuration.node(),
              configuration.asterisk().nodeNumber(),
              address.host(),
              address.port(),
              configuration.cluster().members(),
              secret,
              configuration.data().resolve("state/" + configuration.node() + ".journal")));
    } catch (IllegalStateException e) {
      throw new StartException(
          StartException.MACHINE,
          "the cluster's member can't be started at " + address + ": " + e.getMessage());
    } catch (UncheckedIOException e) {
      throw new StartException(
          StartException.MACHINE, "the journal can't be kept: " + e.getMessage());
    }
  }

  private static AuditTrail audit(Path data, String node, DatabaseSettings database)
      throws StartException {
    try {
      return new AuditTrail(data.resolve("audit"), node, database);
    } catch (IOException e) {
      throw new StartException(StartException.MACHINE, "the audit can't be kept: " + e);
    }
  }

  private DatabaseSettings database(@Nullable String url, Secrets secrets) throws StartException {
    if (embedded != null) {
      return new DatabaseSettings(embedded.url(), embedded.user(), secrets.get(Secrets.POSTGRES));
    }
    return DatabaseUrl.parse(url == null ? "" : url);
  }

  /// The link is made before the centre, which gives it orders.
  private final class FromAsterisk implements AmiLink.Listener {
    @Override
    public void observe(AcdEvent event) {
      centre.observe(event);
    }

    @Override
    public boolean hasPlace(CallId call) {
      return centre.call(call).filter(known -> known.group() != null).isPresent();
    }

    @Override
    public boolean leads() {
      return centre.leads();
    }
  }
}
