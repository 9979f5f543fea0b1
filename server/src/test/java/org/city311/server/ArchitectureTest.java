package org.city311.server;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.conditions.ArchConditions;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The arrows between modules and packages: each points one way only. All modules
/// are on this module's class path, except the load test, which is no part of the server.
class ArchitectureTest {
  private static final String ROOT = "org.city311";
  private static final Set<String> MODULES =
      Set.of("ivr", "requests", "flows", "metrics", "gateway", "asteriskconfig", "server");
  private static final String[] PURE = {
    "org.city311.ivr.call..",
    "org.city311.ivr.agent..",
    "org.city311.ivr.acd..",
    "org.city311.ivr.estimate..",
    "org.city311.ivr.event..",
    "org.city311.ivr.routing..",
    "org.city311.requests.number..",
    "org.city311.requests.clock..",
    "org.city311.requests.life.."
  };

  /// Records without behaviour that pure parts use, beside others that read files.
  private static final Set<String> PURE_RECORDS =
      Set.of(
          "org.city311.requests.catalogue.Promise",
          "org.city311.requests.catalogue.Promise$Unit",
          "org.city311.requests.catalogue.Promise$Time",
          "org.city311.requests.geo.Position");

  private static final Set<String> NAMES_THAT_SAY_NOTHING =
      Set.of("util", "utils", "common", "impl", "manager", "managers", "helper", "helpers");

  private static final JavaClasses ALL =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages(ROOT);

  @Test
  void everyModuleIsLookedAt_andEveryClassIsInOne() {
    Set<String> found =
        ALL.stream().map(ArchitectureTest::module).collect(Collectors.toCollection(TreeSet::new));

    assertEquals(new TreeSet<>(MODULES), found);
  }

  @ParameterizedTest
  @CsvSource({
    "ivr, ''",
    "requests, ''",
    "asteriskconfig, ''",
    "flows, ivr requests",
    "metrics, ivr",
    "gateway, ivr requests",
    "server, ivr flows metrics gateway asteriskconfig requests citistat"
  })
  void module_importsOnlyTheModulesThatItsArrowsPointAt(String module, String allowed) {
    String[] packages =
        Stream.concat(Stream.of(module), Stream.of(allowed.split(" ")).filter(s -> !s.isEmpty()))
            .map(name -> ROOT + "." + name + "..")
            .toArray(String[]::new);
    classes()
        .that()
        .resideInAPackage(ROOT + "." + module + "..")
        .should()
        .onlyDependOnClassesThat(
            resideOutsideOfPackage(ROOT + "..").or(resideInAnyPackage(packages)))
        .check(ALL);
  }

  @Test
  void pureParts_useTheJdksDataTypesAndThemselvesOnly() {
    classes()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage(PURE)
                .or(
                    DescribedPredicate.describe(
                        "pure records",
                        c -> PURE_RECORDS.contains(c.getBaseComponentType().getName())))
                .or(
                    resideInAnyPackage(
                        "java.lang",
                        "java.lang.annotation",
                        "java.lang.invoke",
                        "java.lang.runtime",
                        "java.time..",
                        "java.util",
                        "java.util.function",
                        "java.util.regex",
                        "java.util.stream",
                        "org.jspecify.annotations"))
                .or(JavaClass.Predicates.equivalentTo(void.class))
                .or(
                    DescribedPredicate.describe(
                        "primitives", c -> c.getBaseComponentType().isPrimitive())))
        .check(ALL);
  }

  @Test
  void pureParts_haveNoThreadsProcessesOrConsole() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(
            Thread.class,
            ThreadLocal.class,
            Runtime.class,
            Process.class,
            ProcessBuilder.class,
            ProcessHandle.class,
            System.Logger.class,
            java.util.Timer.class,
            java.util.Scanner.class,
            java.util.ResourceBundle.class)
        .orShould()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(ALL);
  }

  @Test
  void pureParts_areGivenTheTime_andAskNobodyForIt() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .callMethodWhere(
            DescribedPredicate.describe("reads a clock", ArchitectureTest::readsAClock))
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(java.time.Clock.class, java.time.InstantSource.class)
        .orShould()
        .callConstructor(java.util.Date.class)
        .check(ALL);
  }

  private static boolean readsAClock(JavaCall<?> call) {
    String owner = call.getTargetOwner().getName();
    String name = call.getTarget().getName();
    return (owner.startsWith("java.time.") && name.equals("now"))
        || (owner.equals("java.lang.System")
            && Set.of("currentTimeMillis", "nanoTime").contains(name))
        || (owner.equals("java.util.Calendar") && name.equals("getInstance"));
  }

  @Test
  void pureParts_leaveNothingToChance() {
    noClasses()
        .that()
        .resideInAnyPackage(PURE)
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(java.util.Random.class, java.util.SplittableRandom.class)
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethod(java.util.UUID.class, "randomUUID")
        .orShould()
        .callMethod(java.util.Collections.class, "shuffle", List.class)
        .check(ALL);
  }

  @ParameterizedTest
  @CsvSource({
    "org.asteriskjava.., org.city311.ivr.asterisk..",
    "com.hazelcast.., org.city311.ivr.cluster.. org.city311.server.bus..",
    "org.flywaydb.., org.city311.metrics.record.. org.city311.server.audit.. org.city311.requests.store.. org.city311.gateway.accounts..",
    "com.google.crypto.tink.., org.city311.gateway.recording..",
    "org.snakeyaml.., org.city311.server.config.. org.city311.asteriskconfig.. org.city311.requests.catalogue..",
    "io.vertx.., org.city311.server.. org.city311..http.. org.city311.gateway.routing.. org.city311.gateway.softphone..",
    "io.micrometer.., org.city311.metrics.. org.city311.requests.. org.city311.server..",
    "com.nimbusds.., org.city311.gateway.accounts.openid..",
    "com.nulabinc.., org.city311.gateway.accounts.password..",
    "org.bouncycastle.., org.city311.gateway.accounts.password..",
    "io.zonky.., org.city311.server..",
    "jakarta.mail.., org.city311.requests.notify.send..",
    "com.samskivert.., org.city311.asteriskconfig.. org.city311.requests.notify.letter..",
    "java.sql.., org.city311.metrics.. org.city311.requests.. org.city311.gateway.accounts.. org.city311.gateway.recording.. org.city311.server.."
  })
  void library_isImportedInItsOwnPlaceOnly(String library, String places) {
    // Fails too where nobody imports it: then the name would be one that nobody has.
    classes()
        .that(DescribedPredicate.describe("import " + library, c -> imports(c, library)))
        .should()
        .resideInAnyPackage(places.split(" "))
        .check(ALL);
  }

  private static boolean imports(JavaClass from, String library) {
    return from.getDirectDependenciesFromSelf().stream()
        .anyMatch(d -> resideInAPackage(library).test(d.getTargetClass()));
  }

  @Test
  void packages_areNamedByWhatTheyAreAbout() {
    noClasses()
        .should(
            ArchConditions.be(
                DescribedPredicate.describe(
                    "in a package whose name says nothing",
                    c ->
                        Stream.of(c.getPackageName().toLowerCase(Locale.ROOT).split("\\."))
                            .anyMatch(NAMES_THAT_SAY_NOTHING::contains))))
        .check(ALL);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ivr", "requests", "metrics", "gateway", "asteriskconfig", "flows", "server"})
  void packagesOfAModule_haveNoCycles(String module) {
    JavaClasses classes = ALL.that(resideInAPackage(ROOT + "." + module + ".."));
    SlicesRuleDefinition.slices()
        .assignedFrom(new Packages())
        .should()
        .beFreeOfCycles()
        .check(classes);
  }

  /// Each package is a slice of its own, but for `call` and `agent`: a call names the agent it is
  /// offered to, and an agent the call in hand, so they are one.
  private static final class Packages implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
      return SliceIdentifier.of(
          switch (javaClass.getPackageName()) {
            case "org.city311.ivr.call", "org.city311.ivr.agent" -> "call and agent";
            case String other -> other;
          });
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }

  private static String module(JavaClass javaClass) {
    JavaPackage folder = javaClass.getPackage();
    return folder.getName().substring(ROOT.length() + 1).replaceAll("\\..*", "");
  }
}
