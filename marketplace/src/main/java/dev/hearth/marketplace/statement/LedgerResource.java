package dev.hearth.marketplace.statement;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hearth.marketplace.account.Account;
import dev.hearth.marketplace.account.Caller;
import dev.hearth.marketplace.ledger.LedgerReader;
import dev.hearth.marketplace.ledger.LedgerReader.Position;
import dev.hearth.marketplace.ledger.LedgerReader.StatementLine;
import dev.hearth.marketplace.ledger.LedgerReader.TrialBalance;
import dev.hearth.marketplace.money.Nanos;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The ledger as a whole for admins, and each account's own part of it. */
@Path("/v1")
@RunOnVirtualThread
final class LedgerResource {
  private final LedgerReader ledger;
  private final Caller caller;

  LedgerResource(LedgerReader ledger, Caller caller) {
    this.ledger = ledger;
    this.caller = caller;
  }

  /** Every account's balance; the total is zero, or the ledger is broken. */
  @JsonNaming(SnakeCaseStrategy.class)
  record TrialBalanceView(
      List<BalanceView> accounts, BigInteger totalNanos, long entries, boolean consistent) {
    static TrialBalanceView of(TrialBalance trial) {
      return new TrialBalanceView(
          trial.accounts().stream()
              .map(account -> new BalanceView(account.name(), account.balanceNanos()))
              .toList(),
          trial.totalNanos(),
          trial.entries(),
          trial.isConsistent());
    }
  }

  /** A ledger account. */
  @JsonNaming(SnakeCaseStrategy.class)
  record BalanceView(String name, long balanceNanos) {}

  /** A page of a statement. */
  @JsonNaming(SnakeCaseStrategy.class)
  record Statement(
      String account,
      String currency,
      List<Line> entries,
      @Nullable String nextCursor,
      boolean hasMore) {}

  /** An entry: what came in, or went out where it is negative. */
  @JsonNaming(SnakeCaseStrategy.class)
  record Line(
      long postingSet,
      String kind,
      String reference,
      BigDecimal amount,
      long amountNanos,
      Instant postedAt) {
    static Line of(StatementLine line) {
      String[] reference = line.reference().split(":", 2);
      return new Line(
          line.position().postingSet(),
          reference[0],
          reference[reference.length - 1],
          Nanos.toDollars(line.amountNanos()),
          line.amountNanos(),
          line.postedAt());
    }
  }

  @GET
  @Path("admin/ledger")
  public TrialBalanceView trialBalance() {
    var _ = caller.admin();
    return TrialBalanceView.of(ledger.trialBalance());
  }

  /** What was wrong. */
  record Corrections(List<CorrectionView> corrections) {}

  /** A balance that wasn't the sum of its entries. */
  @JsonNaming(SnakeCaseStrategy.class)
  record CorrectionView(String name, long beforeNanos, long afterNanos) {}

  @POST
  @Path("admin/ledger/rebuild")
  public Corrections rebuild() {
    var _ = caller.admin();
    return new Corrections(
        ledger.rebuildBalances().stream()
            .map(
                correction ->
                    new CorrectionView(
                        correction.name(), correction.beforeNanos(), correction.afterNanos()))
            .toList());
  }

  @GET
  @Path("account/ledger")
  public Statement statement(
      @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(100) int limit,
      @QueryParam("cursor") @Nullable String cursor) {
    Account account = caller.account();
    List<StatementLine> lines =
        ledger.statement(account.id(), StatementCursor.read(cursor), limit + 1);
    boolean more = lines.size() > limit;
    List<StatementLine> page = more ? lines.subList(0, limit) : lines;
    Position last = page.isEmpty() ? Position.NEWEST : page.getLast().position();
    return new Statement(
        account.name(),
        "USD",
        page.stream().map(Line::of).toList(),
        more ? StatementCursor.write(last) : null,
        more);
  }
}
