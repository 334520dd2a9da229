package dev.hearth.sdk.cli.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.cli.Ran;
import dev.hearth.sdk.cli.TestServer;
import dev.hearth.sdk.cli.TestServer.Reply;
import dev.hearth.sdk.json.Json;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the two services say, and what becomes of their differences. */
final class AuditTest {
  private final TestServer server;

  AuditTest() throws IOException {
    server = new TestServer();
    services("[]", "{}", "{}");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void services(String findings, String atRuntime, String atMarketplace) {
    String report =
        "{\"checks\":[{\"name\":\"%s\",\"rule\":\"all is well\",\"findings\":%s,\"more\":false}],"
            + "\"records\":{\"usage\":%s,\"lease\":{}}}";
    server.on("GET /node/v1/audit", 200, report.formatted("holds", "[]", atRuntime));
    server.on("GET /v1/admin/audit", 200, report.formatted("balances", findings, atMarketplace));
  }

  private Ran audit(String... options) {
    var words =
        new java.util.ArrayList<>(
            List.of("audit", "--api=" + server.origin(), "--console=" + server.origin()));
    words.add("--key=id:secret");
    words.addAll(List.of(options));
    return Ran.hearth(words.toArray(String[]::new));
  }

  private static String record(String figures, String member, String value) {
    return figures.equals("-")
        ? ""
        : "{\"id\":\"e-abc\",\"figures\":\"%s\",\"%s\":%s}".formatted(figures, member, value);
  }

  private static String records(String record) {
    return "{\"records\":[" + record + "]}";
  }

  @Test
  void cleanBooksExitWith0() {
    Ran ran = audit();
    assertEquals(0, ran.status(), ran.err());
    assertTrue(ran.out().endsWith("All 4 checks hold.\n"), ran.out());
    assertEquals(0, server.requests("GET /node/v1/audit/records").size());
    Json json = Json.parse(audit("--json").out());
    assertTrue(json.asObject().require("clean").asBoolean());
    assertEquals(4, json.asObject().array("checks").size());
  }

  @Test
  void findingsExitWith1() {
    services("[\"ledger account x\\u001b has 7\"]", "{}", "{}");
    Ran ran = audit();
    assertEquals(1, ran.status());
    assertTrue(ran.out().contains("WRONG  marketplace  balances"), ran.out());
    assertTrue(ran.out().contains("         ledger account x  has 7\n"), ran.out());
    assertTrue(ran.out().endsWith("1 of 4 checks found something.\n"), ran.out());
    Ran asJson = audit("--json");
    assertEquals(1, asJson.status());
    assertTrue(asJson.out().startsWith("{\"clean\":false"), asJson.out());
  }

  /** Runtime before: figures and told; marketplace: figures and final; runtime after: figures. */
  @ParameterizedTest
  @CsvSource({
    "a, final, a, true,  a, ''",
    "a, none,  -, true,  a, ''",
    "a, none,  a, true,  a, ''",
    "a, final, -, true,  a, which doesn't have it: a",
    "a, known, -, true,  a, which doesn't have it: a",
    "a, known, -, true,  -, ''",
    "-, none,  a, true,  a, ''",
    "-, none,  a, true,  -, the runtime knows nothing of it: a",
    "a, none,  b, true,  a, 'is \"b\" at the marketplace, but \"a\" at the runtime'",
    "a, known, b, false, a, ''",
    "a, final, b, false, a, 'is \"b\" at the marketplace, but \"a\" at the runtime'",
  })
  void differencesAreFindingsUnlessTheyAreUnderWay(
      String before, String told, String posted, String isFinal, String after, String finding) {
    services("[]", "{\"abc\":\"1\",\"def\":\"2\"}", "{\"abc\":\"3\",\"def\":\"2\"}");
    var readings = new AtomicInteger();
    server.on(
        "GET /node/v1/audit/records",
        request -> {
          assertEquals("kind=usage&buckets=abc", request.query());
          String figures = readings.incrementAndGet() == 1 ? before : after;
          return Reply.of(200, records(record(figures, "told", "\"" + told + "\"")));
        });
    server.on("GET /v1/admin/audit/records", 200, records(record(posted, "final", isFinal)));
    Ran ran = audit();
    assertEquals(finding.isEmpty() ? 0 : 1, ran.status(), ran.out() + ran.err());
    assertTrue(ran.out().contains(finding), ran.out());
    assertTrue(finding.isEmpty() || ran.out().contains("usage event e-abc"), ran.out());
    assertEquals(2, readings.get());
  }

  @Test
  void whoeverIsNoAdminIsDenied() {
    server.on("GET /node/v1/audit", 403, "{\"detail\":\"this needs an admin's key\"}");
    Ran ran = audit();
    assertEquals(4, ran.status());
    assertTrue(
        ran.err().contains("auditing the runtime failed: this needs an admin's key"), ran.err());
  }
}
