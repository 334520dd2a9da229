package dev.hearth.sdk.cli.function;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.cli.Ran;
import dev.hearth.sdk.cli.TestServer;
import dev.hearth.sdk.cli.TestServer.Reply;
import dev.hearth.sdk.cli.TestServer.Request;
import dev.hearth.sdk.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FunctionCommandsTest {
  private static final String VERSIONS =
      """
      {"function":"acme/glow","versions":[
        {"version":"%s","live":false,"created_at":"2026-03-01T12:00:00Z",
         "deployed_at":"2026-03-02T12:00:00Z","deployed_by":"laptop","bytes":1234567},
        {"version":"%s","live":true,"created_at":"2026-02-01T12:00:00Z",
         "deployed_at":"2026-02-02T12:00:00Z"}]}\
      """
          .formatted("a".repeat(64), "b".repeat(64));

  private final TestServer server;

  FunctionCommandsTest() throws IOException {
    server = new TestServer();
  }

  @BeforeEach
  void serve() {
    server
        .on("GET /v1/account/billing", 200, "{\"username\":\"acme\"}")
        .on("GET /v1/functions/acme/glow/versions", 200, VERSIONS);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Ran hearth(String... words) {
    var all = new ArrayList<>(List.of(words));
    all.add("--api=" + server.origin());
    all.add("--console=" + server.origin());
    all.add("--key=id:secret");
    return Ran.hearth(all.toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(strings = {"glow", "me/glow", "acme/glow"})
  void versionsOfOnesOwnFunctionUnderAnyName(String name) {
    Ran ran = hearth("versions", name);
    assertEquals(0, ran.status(), ran.err());
    assertEquals(
        List.of(
            "   VERSION       DEPLOYED              BY KEY  SIZE",
            "   aaaaaaaaaaaa  2026-03-02T12:00:00Z  laptop  1.2 MB",
            "*  bbbbbbbbbbbb  2026-02-02T12:00:00Z  -       -"),
        ran.out().lines().toList());
    assertEquals(
        Json.parse(VERSIONS), Json.parse(hearth("versions", name, "--json").out().strip()));
  }

  @ParameterizedTest
  @CsvSource({"404, 3", "403, 4", "401, 4", "402, 5", "409, 1", "500, 1", "503, 7", "429, 7"})
  void exitCodesTellWhatWentWrong(int http, int exit) {
    server.on(
        "GET /v1/functions/acme/glow/versions", http, "{\"error\":{\"message\":\"the reason\"}}");
    Ran ran = hearth("versions", "glow");
    assertEquals(exit, ran.status());
    assertTrue(ran.err().contains("the reason (HTTP " + http), ran.err());
  }

  @Test
  void rollbackNamesBothVersions() {
    server.on(
        "POST /v1/functions/glow/rollback",
        request ->
            Reply.of(
                200,
                "{\"function\":\"acme/glow\",\"version\":\"%s\",\"before\":\"%s\"}"
                    .formatted("c".repeat(64), "d".repeat(64))));
    Ran ran = hearth("rollback", "glow");
    assertEquals(
        "acme/glow runs cccccccccccc from now on; before it was dddddddddddd.\n", ran.out());
    assertEquals(0, hearth("rollback", "me/glow", "cccc").status());
    assertEquals(
        List.of("{}", "{\"version\":\"cccc\"}"),
        server.requests("POST /v1/functions/glow/rollback").stream().map(Request::text).toList());
  }

  @Test
  void anothersFunctionIsNotRolledBack() {
    Ran ran = hearth("rollback", "other/glow");
    assertEquals(4, ran.status());
    assertTrue(ran.err().contains("belongs to another account"), ran.err());
    assertEquals(1, server.requests().size());
  }

  @Test
  void ownFunctionsAreReadPageByPage() {
    server.on(
        "GET /v1/functions",
        request -> {
          boolean first = server.requests("GET /v1/functions").size() == 1;
          return Reply.of(
              200,
              """
              {"functions":[{"function":"acme/%s","visibility":"%s","unit_price":0.001,
                "unit":"request","version":"%s","updated_at":"2026-03-01T12:00:00Z"%s}],
               "next_cursor":%s,"has_more":%s}\
              """
                  .formatted(
                      first ? "glow" : "shine",
                      first ? "listed" : "rejected",
                      "e".repeat(64),
                      first ? "" : ",\"reason\":\"too dark\\u001b[2J\"",
                      first ? "\"100\"" : "null",
                      first));
        });
    Ran ran = hearth("functions");
    assertEquals(0, ran.status(), ran.err());
    assertTrue(ran.out().contains("acme/glow   listed      $0.001 per request  eeeeeeeeeeee"));
    assertTrue(ran.out().contains("acme/shine was rejected: too dark"), ran.out());
    assertEquals(2, server.requests("GET /v1/functions").size());
    assertTrue(hearth("list", "--json").out().startsWith("{\"functions\":[{"));
  }

  @Test
  void noFunctionsIsASentence() {
    server.on("GET /v1/functions", 200, "{\"functions\":[],\"next_cursor\":null}");
    assertTrue(hearth("functions").out().contains("hearth deploy publishes"));
    assertEquals("{\"functions\":[]}\n", hearth("functions", "--json").out());
  }

  @Test
  void catalogIsSearched() {
    server.on(
        "GET /v1/models",
        200,
        """
        {"models":[{"endpoint_id":"hearth/upscale",
          "metadata":{"category":"image-to-image","display_name":"Upscale"}}],"next_cursor":null}\
        """);
    Ran ran = hearth("functions", "--catalog", "--search", "up & away");
    assertTrue(ran.out().contains("hearth/upscale  image-to-image  Upscale"), ran.out());
  }

  @Test
  void adminsDecideOnListings() {
    server
        .on(
            "GET /v1/listings",
            200,
            """
            {"listings":[{"function":"acme/glow","unit_price":0.5,"unit":"image",
              "category":"other","submitted_at":"2026-03-01T12:00:00Z","title":"Glow"}],
             "next_cursor":null}\
            """)
        .on(
            "PUT /v1/functions/acme/glow/listing",
            200,
            "{\"function\":\"acme/glow\",\"visibility\":\"listed\",\"unit_price\":0.5}")
        .on(
            "POST /v1/functions/acme/glow/listing/rejection",
            200,
            "{\"function\":\"acme/glow\",\"visibility\":\"rejected\",\"unit_price\":0}");
    assertTrue(hearth("listings").out().contains("acme/glow  $0.5 per image"));
    assertEquals(
        "acme/glow is listed at $0.5 per unit.\n",
        hearth("listings", "approve", "acme/glow").out());
    assertEquals(0, hearth("listings", "approve", "acme/glow", "--price", "1.50").status());
    assertEquals(
        List.of("{}", "{\"unit_price\":\"1.50\"}"),
        server.requests("PUT /v1/functions/acme/glow/listing").stream()
            .map(Request::text)
            .toList());
    Ran rejected =
        hearth("listings", "reject", "acme/glow", "--reason", "no \"pictures\"", "--json");
    assertTrue(rejected.out().startsWith("{\"function\":\"acme/glow\""), rejected.out());
    assertEquals(
        "{\"reason\":\"no \\\"pictures\\\"\"}",
        server.requests("POST /v1/functions/acme/glow/listing/rejection").getFirst().text());
  }

  @Test
  void tablesHaveNoControlCharactersOfAServer() {
    server.on(
        "GET /v1/functions/acme/glow/versions",
        200,
        VERSIONS.replace("laptop", "lap\\u001b[31mtop"));
    assertFalse(hearth("versions", "glow").out().contains("\u001b"));
  }
}
