package dev.hearth.standalone.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The books of the whole program, while it is used, after a refund and a payout. */
@ExtendWith(RunningInstallation.class)
final class AuditTest {
  private final Installation installation;
  private final Caller developer;

  @TempDir Path cache = Path.of("");

  AuditTest(Installation installation) {
    this.installation = installation;
    developer = installation.developer();
  }

  @Test
  void booksAreRightWhileCallsGoOnAndAfterRefundAndPayout() throws Exception {
    var hearth = new Command(installation, cache);
    Money before = Money.settled(installation);
    Reply reply = developer.run(Upscale.FUNCTION, Upscale.input(64, 64, 2));
    assertEquals(200, reply.status(), reply::toString);
    String queued = developer.submit(Upscale.FUNCTION, Upscale.input(480, 320, 4)).requestId();
    assertClean(hearth);
    long cost = Money.costNanos(reply) + Money.costNanos(developer.await(Upscale.FUNCTION, queued));
    before.assertPaid(
        installation, java.util.List.of(Money.costNanos(reply), cost - Money.costNanos(reply)));

    String key = UUID.randomUUID().toString();
    hearth.ok("ledger", "refund", reply.requestId(), "--payment", key, "--reason", "test");
    assertEquals(
        Money.costNanos(reply) - cost,
        Money.settled(installation).developer() - before.developer());
    hearth.ok("ledger", "payout", "hearth", "--payment", key);
    assertClean(hearth);
    hearth.ok("ledger", "returned", key);
    assertClean(hearth);
    assertTrue(hearth.ok("ledger").output().contains("wallet:developer:"));
  }

  private static void assertClean(Command hearth) throws Exception {
    Command.Ended ended = hearth.run("audit", "--json");
    JsonNode report = Installation.JSON.readTree(ended.output().lines().toList().getLast());
    assertTrue(report.required("clean").booleanValue(), ended::output);
    assertEquals(0, ended.status());
    assertTrue(report.required("checks").size() > 20, ended::output);
  }
}
