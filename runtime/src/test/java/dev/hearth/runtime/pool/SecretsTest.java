package dev.hearth.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.manifest.Manifest;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who is given a secret, and what becomes of those who were when it changes. */
class SecretsTest {
  private static final Function FUNCTION = Function.unary().named("wants-token");

  /** A call of a function that names a secret. */
  private static Heard call(TestNode node, String action) throws IOException {
    Manifest plain = FUNCTION.manifest(node);
    JsonObject access =
        JsonObject.builder()
            .put("secrets", JsonArray.ofStrings(List.of("TOKEN")))
            .put("egress", JsonArray.ofStrings(List.of()))
            .build();
    var descriptor =
        Descriptor.fromJson(plain.descriptor().toJson().asObject().with("access", access));
    var heard = new Heard();
    node.submit(
        FUNCTION.work(
            new Manifest(descriptor, plain.files()),
            JsonObject.builder().put("do", action).build(),
            heard));
    return heard;
  }

  private static String token(TestNode node) throws IOException {
    return call(node, "secrets").output().asObject().object("secrets").string("TOKEN");
  }

  @Test
  void secretReachesTheWorkerByItsSocketAlone() throws IOException {
    try (TestNode node = new TestNode(Map.of())) {
      node.secrets().set(Map.of("TOKEN", "tok-123456"));
      JsonObject seen = call(node, "secrets").output().asObject();
      assertEquals("{\"TOKEN\":\"tok-123456\"}", seen.object("secrets").print());
      assertFalse(seen.string("environment").contains("tok-123456"));
      assertFalse(seen.string("arguments").contains("tok-123456"));
      assertFalse(node.pools().workerLog("owner/wants-token").toString().contains("tok-123456"));
    }
  }

  @Test
  void forFunctionThatNamesNoneNobodyIsAsked() throws IOException {
    try (TestNode node = new TestNode(Map.of())) {
      node.secrets().set(Map.of("TOKEN", "x"));
      JsonObject seen = node.call(Function.unary(), "secrets").output().asObject();
      assertEquals("{}", seen.object("secrets").print());
      assertEquals(List.of(), node.secrets().questions());
    }
  }

  @Test
  void missingSecretIsNamedToTheOwnerAndNotToCallersAndHeedsItsSetting() throws IOException {
    Map<String, String> settings =
        Map.of("hearth.pool.max-failed-setups", "1", "hearth.pool.unhealthy-for", "1H");
    try (TestNode node = new TestNode(settings)) {
      Heard refused = call(node, "secrets");
      assertEquals(ErrorCode.RUNNER_SCHEDULING_FAILURE, refused.failure().code());
      assertFalse(refused.failure().reason().contains("TOKEN"), refused.failure().reason());
      assertTrue(
          node.pools().workerLog("owner/wants-token").stream()
              .anyMatch(line -> line.message().contains("secret TOKEN isn't set")));
      node.secrets().set(Map.of("TOKEN", "late"));
      node.pools().secretChanged("owner", "TOKEN");
      assertEquals("late", token(node));
    }
  }

  @Test
  void changedSecretReplacesIdleWorkers() throws IOException {
    try (TestNode node = new TestNode(Map.of())) {
      node.secrets().set(Map.of("TOKEN", "one"));
      assertEquals("one", token(node));
      node.secrets().set(Map.of("TOKEN", "two"));
      assertEquals("one", token(node), "a warm worker keeps what it was given");
      node.pools().secretChanged("owner", "TOKEN");
      assertEquals("two", token(node));
    }
  }

  @Test
  void changedSecretBreaksNoCallOffAndNewCallsDoNotWaitForOldOnes() throws IOException {
    Map<String, String> settings = Map.of("hearth.pool.max-workers-per-version", "1");
    try (TestNode node = new TestNode(settings)) {
      node.secrets().set(Map.of("TOKEN", "one"));
      Heard running = call(node, "until-cancelled");
      running.awaitStart();
      node.secrets().set(Map.of("TOKEN", "two"));
      node.pools().secretChanged("owner", "TOKEN");
      assertEquals("two", token(node));
      assertFalse(running.isOver());
      node.cancel(running);
      assertTrue(running.outcome() instanceof WorkOutcome.Cancelled);
      Await.until("the old worker is gone", () -> node.pools().workers().size() == 1);
      assertEquals("two", token(node));
    }
  }

  @Test
  void changeOfAnothersOrAnotherSecretReplacesNobody() throws IOException {
    try (TestNode node = new TestNode(Map.of())) {
      node.secrets().set(Map.of("TOKEN", "one"));
      assertEquals("one", token(node));
      String worker = node.pools().workers().getFirst().id();
      node.pools().secretChanged("owner", "OTHER");
      node.pools().secretChanged("own", "TOKEN");
      node.pools().secretChanged("stranger", "TOKEN");
      assertEquals("one", token(node));
      assertEquals(worker, node.pools().workers().getFirst().id());
    }
  }
}
