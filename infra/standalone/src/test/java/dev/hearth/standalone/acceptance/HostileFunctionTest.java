package dev.hearth.standalone.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A function that tries to break out of its worker. */
@ExtendWith(RunningInstallation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class HostileFunctionTest {
  private static final String FUNCTION = "hearth/hostile";
  private static final Pattern SECRET =
      Pattern.compile("(?i)hearth|quarkus|passw|token|jdbc|secret|ssh|maven");
  private static final int MANY_THREADS = 8_000;

  private final Installation installation;
  private final Caller creator;

  HostileFunctionTest(Installation installation) {
    this.installation = installation;
    creator = installation.creator();
  }

  @BeforeAll
  void deploy(@TempDir Path folder) throws Exception {
    var _ = new SourceProject("/hostile/HostileFunction.java", folder).deploy(creator);
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
    Reply reply = creator.run(FUNCTION, input(way, ""));
    assertEquals(503, reply.status(), reply::toString);
    assertEquals("runner_disconnected", reply.body().required("error_type").textValue());
    assertEquals("/scratch/mine", loot("write", "/scratch/mine"));
    Reply other = installation.developer().run("hearth/noop", input(way, ""));
    assertEquals(input(way, ""), other.body());
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
