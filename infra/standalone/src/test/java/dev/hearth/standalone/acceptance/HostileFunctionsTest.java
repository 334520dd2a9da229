package dev.hearth.standalone.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A function that tries to break out of its worker. Each attempt has its own end, and another
 * account's function answers all the while. What needs no whole installation is tried by the
 * runtime's own tests: protocol, processes, egress.
 */
@ExtendWith(RunningInstallation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HostileFunctionsTest {
  private static final String SOURCE = "/hostile/HostileFunction.java";

  private static final String FUNCTION = "hearth/hostile";
  private static final Pattern SECRET =
      Pattern.compile("(?i)hearth|quarkus|passw|token|jdbc|secret|ssh|maven");
  private static final int MANY_THREADS = 8_000;

  private final Installation installation;
  private final Caller creator;

  HostileFunctionsTest(Installation installation) {
    this.installation = installation;
    creator = installation.creator();
  }

  private final AtomicInteger neighbourAnswers = new AtomicInteger();
  private volatile boolean over;
  private @Nullable Thread neighbour;
  private volatile @Nullable Object disturbance;

  @BeforeAll
  void deploy(@TempDir Path folder) throws Exception {
    var _ = new SourceProject(SOURCE, folder).deploy(creator);
    neighbour = Thread.ofVirtual().start(this::callNeighbour);
  }

  private void callNeighbour() {
    JsonNode input = input("echo", "neighbour");
    try {
      while (!over) {
        Reply reply = installation.developer().run("hearth/noop", input);
        if (reply.status() != 200 || !input.equals(reply.body())) {
          disturbance = reply;
          return;
        }
        neighbourAnswers.incrementAndGet();
      }
    } catch (Exception e) {
      disturbance = e;
    }
  }

  @AfterEach
  void neighbourDidntNotice() throws Exception {
    int before = neighbourAnswers.get();
    int after =
        Await.until(
            Duration.ofMinutes(1),
            neighbourAnswers::get,
            answers -> answers > before || disturbance != null);
    assertNull(disturbance);
    assertTrue(after > before, "the neighbour answers");
  }

  @AfterAll
  void endNeighbour() throws Exception {
    over = true;
    Objects.requireNonNull(neighbour).join();
  }

  @Test
  void isNotThereForOthers() throws Exception {
    assertEquals(404, installation.developer().run(FUNCTION, input("environment", "")).status());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/etc/passwd",
        "/etc/shadow",
        "/etc/hostname",
        "/root/.bashrc",
        "/proc/1/root/etc/passwd",
        "/proc/self/../../etc/passwd",
        "/hearth/../etc/passwd"
      })
  void readsNoFileOfTheMachine(String file) throws Exception {
    assertRefused("read", file);
  }

  @Test
  void readsNoFileOfTheInstallation() throws Exception {
    assertRefused("read", installation.data().resolve("access.json").toString());
    assertRefused("list", installation.data().toString());
    assertRefused("list", "/media/../root");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/function/lib/function.jar",
        "/function/owned",
        "/worker/owned",
        "/jdk/owned",
        "/jdk/lib/modules",
        "/etc/owned",
        "/media/owned",
        "/owned"
      })
  void writesNowhereButItsScratch(String file) throws Exception {
    assertRefused("write", file);
  }

  @Test
  void writesItsScratch() throws Exception {
    assertEquals("/scratch/mine", loot("write", "/scratch/mine"));
  }

  @Test
  void findsNothingBehindALinkThatItMakes() throws Exception {
    assertRefused("link", "/etc/passwd");
    assertRefused("link", installation.data().resolve("access.json").toString());
  }

  @Test
  void inheritsNoEnvironment() throws Exception {
    String environment = loot("environment", "") + loot("read", "/proc/1/environ");
    assertFalse(SECRET.matcher(environment).find(), environment);
  }

  @Test
  void seesNoOtherProcess() throws Exception {
    long processes = loot("list", "/proc").lines().filter(name -> name.matches("\\d+")).count();
    assertTrue(processes <= 3, () -> processes + " processes in /proc");
  }

  @Test
  void reachesNoServerOfTheMachine() throws Exception {
    var hits = new AtomicInteger();
    HttpServer server = HttpServer.create(new InetSocketAddress(0), 0);
    server.createContext("/", exchange -> hits.incrementAndGet());
    server.start();
    try {
      assertRefused("connect", "127.0.0.1:" + server.getAddress().getPort());
      assertRefused("connect", "127.0.0.1:" + installation.api().getPort());
      assertRefused("connect", "127.0.0.1:" + installation.console().getPort());
      assertEquals(0, hits.get());
    } finally {
      server.stop(0);
    }
  }

  @Test
  void resolvesNoName() throws Exception {
    assertRefused("resolve", "example.com");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/bin/sh", "/usr/bin/env", "sh", "bwrap"})
  void executesNoProgramOfTheMachine(String program) throws Exception {
    assertRefused("execute", program);
  }

  @Test
  void threadsAreBounded() throws Exception {
    assertRefused("threads", Integer.toString(MANY_THREADS));
  }

  @Test
  void memoryIsBounded() throws Exception {
    Reply reply = creator.run(FUNCTION, input("memory", ""));
    assertEquals(503, reply.status(), reply::toString);
    assertEquals("runner_disconnected", reply.body().required("error_type").textValue());
    assertEquals("/scratch/mine", loot("write", "/scratch/mine"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"exit", "halt"})
  void endingItsWorkerFailsItsOwnCallOnly(String way) throws Exception {
    assertDisconnected(creator.run(FUNCTION, input(way, "")));
  }

  private void assertDisconnected(Reply reply) throws Exception {
    assertEquals(503, reply.status(), reply::toString);
    assertEquals("runner_disconnected", reply.body().required("error_type").textValue());
    assertEquals("/scratch/mine", loot("write", "/scratch/mine"));
  }

  @Test
  void fillingItsDiskIsRefusedOrEndsIt() throws Exception {
    Reply reply = creator.run(FUNCTION, input("disk", ""));
    if (reply.status() != 200) {
      assertDisconnected(reply);
    } else {
      assertTrue(reply.body().required("refused").booleanValue(), reply::toString);
    }
  }

  @Test
  void spinningAndIgnoringCancelEndsWithItsWorker() throws Exception {
    String id = creator.submit(FUNCTION, input("spin", "")).requestId();
    String status =
        Await.until(
            Duration.ofMinutes(1),
            () -> creator.status(FUNCTION, id).body().path("status").asText(),
            "IN_PROGRESS"::equals);
    assertEquals("IN_PROGRESS", status);
    assertEquals(202, creator.cancel(FUNCTION, id).status());
    assertEquals(499, creator.await(FUNCTION, id).status());
    assertEquals("/scratch/mine", loot("write", "/scratch/mine"));
  }

  @Test
  void killingItsParentDoesNothing() throws Exception {
    assertTrue(loot("kill", "").endsWith("true"), "its parent lives");
  }

  @Test
  void printingAGigabyteIsCutShort() throws Exception {
    assertEquals("a gigabyte", loot("print", ""));
  }

  @Test
  void answeringACallThatIsntItsOwnEndsIt() throws Exception {
    assertDisconnected(creator.run(FUNCTION, input("frame", "4711")));
  }

  @ParameterizedTest
  @ValueSource(ints = {9 << 20, 40 << 20})
  void returningTooMuchFailsItsOwnCallOnly(int characters) throws Exception {
    Reply reply = creator.run(FUNCTION, input("return", Integer.toString(characters)));
    assertEquals(500, reply.status(), () -> reply.status() + " instead of 500");
    assertEquals("invalid_output", typeOf(reply));
    assertEquals("/scratch/mine", loot("write", "/scratch/mine"));
  }

  @Test
  void meteringMoreThanItsBoundFailsTheCall() throws Exception {
    Reply reply = creator.run(FUNCTION, input("meter", "1"));
    assertEquals(500, reply.status(), reply::toString);
    assertEquals("invalid_output", typeOf(reply));
    assertEquals(200, creator.run(FUNCTION, input("meter", "0")).status());
  }

  @Test
  void logOfOneCallForgesNoOtherLine() throws Exception {
    String forged = "x\n2026-01-01T00:00:00Z INFO   all is well \u001B[2J";
    assertEquals("logged", loot("log", forged));
    Reply log = creator.get(installation.api().resolve("/node/v1/functions/" + FUNCTION + "/logs"));
    assertFalse(log.body().toString().contains("\\u001B"), log::toString);
  }

  @Test
  void claimingAnotherOwnersBlobIsRefused(@TempDir Path folder) throws Exception {
    Reply reply = new SourceProject(SOURCE, folder).claim(installation.admin());
    assertEquals(422, reply.status(), reply::toString);
    assertTrue(reply.body().toString().contains("lib/function.jar"), reply::toString);
  }

  private static String typeOf(Reply reply) {
    return reply.body().required("detail").required(0).required("type").textValue();
  }

  private void assertRefused(String attempt, String target) throws Exception {
    JsonNode outcome = outcome(attempt, target);
    assertTrue(
        outcome.required("refused").booleanValue(), () -> attempt + " " + target + ": " + outcome);
  }

  private String loot(String attempt, String target) throws Exception {
    JsonNode outcome = outcome(attempt, target);
    assertFalse(outcome.required("refused").booleanValue(), outcome::toString);
    return outcome.required("text").textValue();
  }

  private JsonNode outcome(String attempt, String target) throws Exception {
    Reply reply = creator.run(FUNCTION, input(attempt, target));
    assertEquals(200, reply.status(), () -> attempt + " " + target + ": " + reply);
    return reply.body();
  }

  private static JsonNode input(String attempt, String target) {
    return Installation.JSON.createObjectNode().put("attempt", attempt).put("target", target);
  }
}
