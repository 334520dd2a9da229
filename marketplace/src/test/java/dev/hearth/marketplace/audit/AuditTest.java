package dev.hearth.marketplace.audit;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasSize;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.marketplace.credit.Credit;
import dev.hearth.marketplace.installation.TestInstallation;
import dev.hearth.marketplace.installation.TestKey;
import dev.hearth.marketplace.installation.TestMoney;
import dev.hearth.marketplace.ledger.Ledger;
import dev.hearth.marketplace.ledger.Wallets;
import dev.hearth.marketplace.usage.Usage;
import dev.hearth.marketplace.usage.UsageEvent;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each kind of damage is planted as the owner of the tables could, found, and rolled back. */
@QuarkusTest
@QuarkusTestResource(TestInstallation.class)
final class AuditTest {
  /** What an owner can take away before damaging something; within the same transaction. */
  private static final List<String> UNGUARD =
      List.of(
          "alter table entry disable trigger user",
          "alter table posting_set disable trigger user",
          "alter table usage_event disable trigger user",
          "alter table price_version disable trigger user",
          "alter table balance disable trigger user",
          "alter table ledger_account disable trigger user",
          "alter table credit_lease disable trigger user",
          "alter table refunded disable trigger user",
          "alter table credit_grant disable trigger user",
          "alter table refund disable trigger user",
          "alter table pending_transfer disable trigger user",
          "alter table transfer_resolution disable trigger user",
          "alter table usage_event drop constraint usage_event_fee",
          "alter table balance drop constraint balance_not_negative");

  private final Jdbi jdbi;
  private final TestMoney money;
  private final Credit credit;
  private final Usage usage;
  private UUID caller = new UUID(0, 0);
  private UUID owner = new UUID(0, 0);
  private UUID lease = new UUID(0, 0);
  private UUID request = new UUID(0, 0);

  @Inject
  AuditTest(Jdbi jdbi, Ledger ledger, Wallets wallets, Credit credit, Usage usage) {
    this.jdbi = jdbi;
    this.money = new TestMoney(jdbi, ledger, wallets);
    this.credit = credit;
    this.usage = usage;
  }

  @BeforeEach
  void oneCallIsPaid() {
    owner = money.account(0);
    caller = money.account(10_000);
    lease = UUID.randomUUID();
    request = UUID.randomUUID();
    assertEquals(
        new Credit.Answer.Granted(5_000, 60),
        credit.open(new Credit.Request(lease, caller, 0, 5_000)));
    usage.post(
        List.of(
            new UsageEvent(
                request,
                lease,
                caller,
                owner,
                TestMoney.name(owner) + "/f",
                "0".repeat(64),
                money.price(owner, 1_000),
                1_000,
                1_500_000,
                1_500,
                2_000,
                false,
                UsageEvent.Outcome.SUCCEEDED,
                Instant.parse("2026-01-02T03:04:05.678901Z"))));
  }

  private static List<String> findings(Audit.Report report, String check) {
    return report.checks().stream()
        .filter(result -> result.name().equals(check))
        .map(Audit.Result::findings)
        .findFirst()
        .orElseThrow();
  }

  private Audit.Report afterwards(List<String> statements) {
    return jdbi.inTransaction(
        handle -> {
          UNGUARD.forEach(handle::execute);
          statements.forEach(statement -> handle.execute(fill(statement)));
          Audit.Report report = Audit.report(handle);
          handle.rollback();
          return report;
        });
  }

  /** Puts this test's ids into a text. */
  private String fill(String text) {
    return text.replace("{request}", request.toString())
        .replace("{lease}", lease.toString())
        .replace("{caller}", TestMoney.name(caller))
        .replace("{owner}", TestMoney.name(owner))
        .replace("{set}", "(select id from posting_set where idempotency_key = 'usage:{request}')")
        .replace("{request}", request.toString())
        .replace("{wallet}", String.valueOf(grant("ledger_account_id")))
        .replace("{grant}", String.valueOf(grant("id")));
  }

  private long grant(String column) {
    return money.number(
        "select " + column + " from credit_grant where account_id = '" + caller + "'");
  }

  /**
   * Damage.
   *
   * @param check which finds it
   * @param named what its finding names
   */
  record Damage(String check, String named, List<String> statements) {
    @Override
    public String toString() {
      return check + " " + statements.getFirst();
    }
  }

  private static Damage damage(String check, String named, String... statements) {
    return new Damage(check, named, List.of(statements));
  }

  static Stream<Damage> damages() {
    return Stream.of(
        damage(
            "trial-balance",
            "sum to 1",
            "update entry set amount_nanos = amount_nanos + 1 where posting_set_id = {set} and line"
                + " = 2"),
        damage(
            "balances",
            "wallet:{caller}:{grant} has balance 8501, but its entries sum to 8500",
            "update balance set nanos = nanos + 1 where nanos = 8500 and ledger_account_id ="
                + " {wallet}"),
        damage(
            "not-negative",
            "payable:{owner} has -1",
            "update balance set nanos = -1 where ledger_account_id ="
                + " (select id from ledger_account where name = 'payable:{owner}')"),
        damage(
            "posting-sets",
            "usage:{request}) has 2 entries",
            "delete from entry where posting_set_id = {set} and line = 3"),
        damage(
            "posting-sets",
            "(empty) has 0 entries",
            "insert into posting_set (idempotency_key, kind) values ('empty', 'usage')"),
        damage(
            "orphans",
            "no posting set",
            "alter table entry drop constraint entry_posting_set_id_fkey",
            "delete from posting_set where idempotency_key = 'usage:{request}'"),
        damage(
            "grants",
            "(usage:{request}) has no grant",
            "update posting_set set kind = 'deposit' where idempotency_key = 'usage:{request}'"),
        damage(
            "grants",
            "grant {grant} (top_up) of 10001 has posting set",
            "update credit_grant set nanos = nanos + 1 where id = {grant}"),
        damage(
            "grants",
            "grant {grant} (promotional) of 10000 has posting set",
            "update credit_grant set kind = 'promotional' where id = {grant}"),
        damage(
            "usage-settled-once",
            "request {request} was never posted",
            "alter table entry drop constraint entry_posting_set_id_fkey",
            "delete from posting_set where idempotency_key = 'usage:{request}'"),
        damage(
            "usage-settled-once",
            "(usage:{request}) has no usage event",
            "delete from usage_event where request_id = '{request}'"),
        damage(
            "usage-settled-once",
            "of request {request}, which costs nothing",
            "update usage_event set charge_nanos = 0, fee_nanos = 0 where request_id ="
                + " '{request}'"),
        damage(
            "usage-entries",
            "request {request}: charge 1500, of it promotional 0, fee 299",
            "update usage_event set fee_nanos = 299 where request_id = '{request}'"),
        damage(
            "usage-entries",
            "of it promotional 1500, gives 1200 to {owner}",
            "update credit_grant set kind = 'promotional' where id = {grant}"),
        damage(
            "usage-charges",
            "request {request} (succeeded)",
            "update usage_event set fee_nanos = 299 where request_id = '{request}'"),
        damage(
            "usage-charges",
            "request {request} (succeeded): 1400000 micro-units",
            "update usage_event set micro_units = 1400000 where request_id = '{request}'"),
        damage(
            "usage-charges",
            "request {request}",
            "update price_version set unit_price_nanos = 999 where id ="
                + " (select price_version from usage_event where request_id = '{request}')"),
        damage(
            "leases-settled",
            "lease {lease} has settled 1501",
            "update credit_lease set settled_nanos = 1501 where id = '{lease}'"),
        damage(
            "leases-bounded",
            "lease {lease}: granted 5000, open, spent 10",
            "update credit_lease set spent_nanos = 10 where id = '{lease}'"),
        damage(
            "reservations",
            "account {caller} has 8500, but its leases reserve 8501",
            "update credit_lease set granted_nanos = 10001 where id = '{lease}'"),
        damage(
            "refunds-capped",
            "request {request} cost 1500, but 0 are refunded, and 1 counted",
            "insert into refunded values ('{request}', 1500, 1)"),
        damage(
            "refunds-posted",
            "(usage:{request}) has no refund",
            "update posting_set set kind = 'refund' where idempotency_key = 'usage:{request}'"),
        damage(
            "refunds-posted",
            "gives 7 of request {request} back",
            "insert into refund select {set}, '{request}', 7, ''"),
        damage(
            "refunds-returned",
            "request {request} moved -1500 on ledger account wallet:{caller}:{grant}, and its"
                + " refunds 1501",
            "insert into refunded values ('{request}', 1500, 1500)",
            "insert into posting_set (idempotency_key, kind) values ('forged', 'refund')",
            "insert into entry select id, 1, {wallet}, 1501 from posting_set where idempotency_key"
                + " = 'forged'",
            "insert into refund select id, '{request}', 1500, '' from posting_set"
                + " where idempotency_key = 'forged'"),
        damage(
            "transfers-resolved-once",
            "was resolved 1 times, with 8 posted",
            "insert into pending_transfer select {set}, id, {wallet}, {wallet}, 7 from account"
                + " where name = '{owner}'",
            "insert into transfer_resolution select {set}, 'posted', 8, {set}"),
        damage(
            "transfers-posted",
            "(usage:{request}) moves 0 where the transfer waits, not",
            "update posting_set set kind = 'payout' where idempotency_key = 'usage:{request}'"),
        damage(
            "transfers-posted",
            "(usage:{request}) moves -1500 where the transfer waits, not 7",
            "insert into pending_transfer select {set}, id, {wallet}, {wallet}, 7 from account"
                + " where name = '{owner}'"),
        damage(
            "transfers-waiting",
            "payout_in_transit has",
            "update balance set nanos = nanos + 1 where ledger_account_id ="
                + " (select id from ledger_account where name = 'payout_in_transit')"),
        damage("triggers", "entry_checked of table entry is disabled", "select 1"),
        damage(
            "triggers",
            "posting_set_immutable of table posting_set is gone",
            "drop trigger posting_set_immutable on posting_set"),
        damage("constraints", "table balance has 0 constraint(s) of kind c", "select 1"));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void damageIsFound(Damage damage) {
    List<String> findings = findings(afterwards(damage.statements()), damage.check());
    String named = fill(damage.named());
    assertTrue(findings.stream().anyMatch(finding -> finding.contains(named)), findings::toString);
    assertEquals(List.of(), findings(jdbi.inTransaction(Audit::report), damage.check()));
  }

  private static String usage(Audit.Report report, String bucket) {
    return Objects.requireNonNull(
        Objects.requireNonNull(report.records().get("usage")).get(bucket));
  }

  @Test
  void digestsTellWhatChanged() {
    String bucket = request.toString().substring(33);
    Audit.Report before = jdbi.inTransaction(Audit::report);
    Audit.Report after =
        afterwards(
            List.of("update usage_event set hold_nanos = 2001 where request_id = '{request}'"));
    assertNotEquals(usage(before, bucket), usage(after, bucket));
    assertEquals(before.records().get("lease"), after.records().get("lease"));
  }

  @Test
  void adminsSeeThatAllIsRight() {
    given()
        .header("Authorization", TestKey.PLATFORM.header())
        .get("/v1/admin/audit")
        .then()
        .statusCode(200)
        .body("checks.findings", everyItem(hasSize(0)));
    given()
        .header("Authorization", TestKey.PLATFORM.header())
        .get("/v1/admin/audit/records?kind=usage&buckets=" + request.toString().substring(33))
        .then()
        .statusCode(200)
        .body("records.find { it.id == '" + request + "' }.final", equalTo(true));
  }

  @Test
  void othersSeeNothingAndWrongQuestionsAreRefused() {
    for (String path : List.of("", "/records?kind=usage&buckets=000")) {
      given()
          .header("Authorization", TestKey.HEARTH.header())
          .get("/v1/admin/audit" + path)
          .then()
          .statusCode(403);
    }
    for (String query : List.of("kind=x&buckets=000", "kind=usage", "kind=lease&buckets=00g")) {
      given()
          .header("Authorization", TestKey.PLATFORM.header())
          .get("/v1/admin/audit/records?" + query)
          .then()
          .statusCode(422);
    }
  }
}
