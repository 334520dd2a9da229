package dev.hearth.marketplace.funding;

import dev.hearth.marketplace.ledger.Ledger;
import dev.hearth.marketplace.ledger.Posting;
import dev.hearth.marketplace.ledger.Posting.Line;
import dev.hearth.marketplace.ledger.Wallets;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** Gives back what calls cost, to the very grants that paid, from whoever got it. */
@Singleton
final class Refunds {
  private final Jdbi jdbi;
  private final Ledger ledger;
  private final Wallets wallets;
  private final ChargeStore charges;

  Refunds(Jdbi jdbi, Ledger ledger, Wallets wallets, ChargeStore charges) {
    this.jdbi = jdbi;
    this.ledger = ledger;
    this.wallets = wallets;
    this.charges = charges;
  }

  /**
   * What an admin asks for.
   *
   * @param nanos empty for all that is left
   */
  record Request(String key, UUID requestId, OptionalLong nanos, String reason) {}

  /** What was refunded. */
  record Refund(UUID requestId, long nanos, String reason) {}

  /**
   * Refunds once per key.
   *
   * @throws CallException {@code NOT_FOUND} for a request without a charge, {@code CONFLICT} for
   *     more than is left of it, or a key of another refund
   */
  Refund refund(Request request) {
    return jdbi.inTransaction(
        TransactionIsolationLevel.READ_COMMITTED, handle -> refund(handle, request));
  }

  private Refund refund(Handle handle, Request request) {
    UUID payer = charges.payer(handle, request.requestId());
    // Refunds of one account follow each other, so that each sees what was refunded before.
    var _ = wallets.lockAccount(handle, payer);
    Optional<Refund> earlier = charges.refund(handle, key(request));
    if (earlier.isPresent()) {
      return repeated(earlier.get(), request);
    }
    Charge charge = charges.find(handle, request.requestId());
    long nanos = request.nanos().orElse(charge.refundableNanos());
    if (nanos <= 0 || nanos > charge.refundableNanos()) {
      throw new CallException(
          ErrorCode.CONFLICT,
          "request %s cost %d nano-dollars, of which %d are refunded: %d can't be"
              .formatted(request.requestId(), charge.chargeNanos(), charge.refundedNanos(), nanos));
    }
    post(handle, request, charge, nanos);
    return new Refund(request.requestId(), nanos, request.reason());
  }

  private static String key(Request request) {
    return "refund:" + request.key();
  }

  private static Refund repeated(Refund earlier, Request request) {
    boolean same =
        earlier.requestId().equals(request.requestId())
            && earlier.reason().equals(request.reason())
            && request.nanos().orElse(earlier.nanos()) == earlier.nanos();
    if (!same) {
      throw conflict(request.key());
    }
    return earlier;
  }

  private static CallException conflict(String key) {
    return new CallException(
        ErrorCode.CONFLICT, "key \"" + key + "\" was used before for another refund");
  }

  private void post(Handle handle, Request request, Charge charge, long nanos) {
    Charge.Return back = charge.refund(nanos);
    wallets.lockAll(handle, charge.payer());
    long payable = ledger.id(handle, Ledger.payable(charge.owner()));
    long refund = ledger.id(handle, Ledger.REFUND);
    var funds = ledger.lock(handle, List.of(payable, refund, charge.revenue()));
    long fromCreator =
        Math.min(back.shareNanos(), Objects.requireNonNull(funds.get(payable), "payable"));
    var lines = new ArrayList<Line>(back.wallets());
    addUnlessZero(lines, payable, -fromCreator);
    addUnlessZero(lines, refund, fromCreator - back.shareNanos());
    addUnlessZero(lines, charge.revenue(), -back.feeNanos());
    var posting = new Posting(key(request), Posting.Kind.REFUND, lines);
    if (ledger.post(handle, List.of(posting)) != 1) {
      throw conflict(request.key());
    }
    charges.insert(handle, key(request), new Refund(request.requestId(), nanos, request.reason()));
  }

  private static void addUnlessZero(List<Line> lines, long account, long nanos) {
    if (nanos != 0) {
      lines.add(new Line(account, nanos));
    }
  }
}
