package dev.hearth.sdk.cli.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.cli.Ran;
import dev.hearth.sdk.cli.TestServer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LedgerCommandTest {
  private final TestServer server;

  LedgerCommandTest() throws IOException {
    server = new TestServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Ran ledger(String... words) {
    var all = new ArrayList<>(List.of("ledger"));
    all.addAll(List.of(words));
    all.add("--api=" + server.origin());
    all.add("--console=" + server.origin());
    all.add("--key=id:secret");
    return Ran.hearth(all.toArray(String[]::new));
  }

  @Test
  void accountsThatAreNotEmptyAreShown() {
    server.on(
        "GET /v1/admin/ledger",
        200,
        "{\"accounts\":[{\"name\":\"cash\",\"balance_nanos\":-1500000000},"
            + "{\"name\":\"breakage\",\"balance_nanos\":0},"
            + "{\"name\":\"wallet:alice:1\",\"balance_nanos\":1500000000}]}");
    Ran ran = ledger();
    assertEquals(0, ran.status(), ran.err());
    assertEquals(
        "ACCOUNT         BALANCE\ncash            -$1.5\nwallet:alice:1  $1.5\n", ran.out());
    assertTrue(ledger("--json").out().contains("breakage"));
  }

  @Test
  void givesWhatItIsTold() {
    server.on("POST /v1/admin/deposits", 200, "{\"created\":true}");
    server.on("POST /v1/admin/grants", 200, "{\"created\":false}");
    assertEquals(
        "alice has a new deposit of $20.5.\n",
        ledger("deposit", "alice", "20.5", "--payment=i-1").out());
    assertEquals(
        "{\"key\":\"i-1\",\"account\":\"alice\",\"amount\":20.5}",
        server.requests("POST /v1/admin/deposits").getFirst().text());
    assertEquals(
        "alice had this grant before: of $5.\n",
        ledger(
                "grant",
                "alice",
                "5",
                "--payment=w",
                "--priority=9",
                "--expires=2027-01-01T00:00:00Z")
            .out());
    assertEquals(
        "{\"key\":\"w\",\"account\":\"alice\",\"amount\":5,\"priority\":9,"
            + "\"expires_at\":\"2027-01-01T00:00:00Z\"}",
        server.requests("POST /v1/admin/grants").getFirst().text());
    assertEquals(
        "{\"created\":true}\n", ledger("deposit", "a", "1", "--payment=p", "--json").out());
    assertEquals(2, ledger("deposit", "alice", "20").status());
    assertEquals(2, ledger("deposit", "alice", "much", "--payment=i").status());
  }

  @Test
  void rebuildingSaysWhatWasWrong() {
    server.on("POST /v1/admin/ledger/rebuild", 200, "{\"corrections\":[]}");
    assertEquals("Every balance was right.\n", ledger("rebuild").out());
    server.on(
        "POST /v1/admin/ledger/rebuild",
        200,
        "{\"corrections\":[{\"name\":\"cash\",\"before_nanos\":1,\"after_nanos\":-2}]}");
    assertEquals(
        "ACCOUNT  BEFORE        AFTER\ncash     $0.000000001  -$0.000000002\n",
        ledger("rebuild").out());
  }

  @Test
  void refundsAllOrAPart() {
    server.on("POST /v1/admin/refunds", 200, "{\"amount_nanos\":20000000}");
    String request = "00000000-0000-4000-8000-000000000001";
    assertEquals(
        "$0.02 of request " + request + " is refunded.\n",
        ledger("refund", request, "--payment=t-9", "--reason=black").out());
    assertEquals(
        "{\"key\":\"t-9\",\"request_id\":\"" + request + "\",\"reason\":\"black\"}",
        server.requests("POST /v1/admin/refunds").getFirst().text());
    assertEquals(
        0, ledger("refund", request, "--amount=0.01", "--payment=t", "--reason=b").status());
    assertTrue(
        server.requests("POST /v1/admin/refunds").getLast().text().contains("\"amount\":0.01"));
    assertEquals(2, ledger("refund", "no-id", "--payment=t", "--reason=b").status());
  }

  @Test
  void payoutsBeginAndEnd() {
    String payout =
        "{\"key\":\"p-1\",\"account\":\"alice\",\"amount_nanos\":5000000000,\"state\":\"%s\","
            + "\"sent_nanos\":0}";
    server.on("POST /v1/admin/payouts", 200, payout.formatted("pending"));
    server.on("POST /v1/admin/payouts/p-1/sent", 200, payout.formatted("sent"));
    server.on("POST /v1/admin/payouts/p-1/returned", 409, "{\"detail\":\"was posted\"}");
    server.on("GET /v1/admin/payouts", 200, "{\"payouts\":[" + payout.formatted("pending") + "]}");
    assertEquals(
        "Payout p-1 of $5 to alice is pending.\n",
        ledger("payout", "alice", "--payment=p-1").out());
    assertEquals(
        "{\"key\":\"p-1\",\"account\":\"alice\"}",
        server.requests("POST /v1/admin/payouts").getFirst().text());
    assertEquals(0, ledger("payout", "alice", "5", "--payment=p-1").status());
    assertTrue(
        server.requests("POST /v1/admin/payouts").getLast().text().endsWith("\"amount\":5}"));
    assertEquals("Payout p-1 of $5 to alice is sent.\n", ledger("sent", "p-1").out());
    Ran returned = ledger("returned", "p-1");
    assertEquals(1, returned.status());
    assertTrue(returned.err().contains("was posted"), returned.err());
    assertEquals(
        "PAYOUT  ACCOUNT  AMOUNT  STATE    SENT\np-1     alice    $5      pending  $0\n",
        ledger("payouts", "--pending").out());
    assertEquals("pending=true", server.requests("GET /v1/admin/payouts").getFirst().query());
  }
}
