package dev.hearth.marketplace.funding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.marketplace.funding.Charge.Payment;
import dev.hearth.marketplace.ledger.Posting.Line;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Refunds of any charge, in parts of any size. */
final class ChargeTest {
  private static Charge charge(List<Payment> payments, int basisPoints, long refunded) {
    long charge = payments.stream().mapToLong(Payment::nanos).sum();
    long promotional =
        payments.stream().filter(Payment::promotional).mapToLong(Payment::nanos).sum();
    long fee = promotional + (charge - promotional) * basisPoints / 10_000;
    return new Charge(
        new UUID(0, 1), new UUID(0, 2), "owner", payments, charge, promotional, fee, 9, refunded);
  }

  @Provide
  Arbitrary<List<Payment>> payments() {
    Arbitrary<Long> amounts =
        Arbitraries.oneOf(
            Arbitraries.longs().between(1, 12), Arbitraries.longs().between(1, 9_999));
    return Combinators.combine(Arbitraries.of(true, false), amounts)
        .as((promotional, nanos) -> new Payment(0, promotional, nanos))
        .list()
        .ofMinSize(1)
        .ofMaxSize(5)
        .map(
            list -> {
              var numbered = new ArrayList<Payment>();
              list.forEach(
                  one ->
                      numbered.add(new Payment(numbered.size(), one.promotional(), one.nanos())));
              return numbered;
            });
  }

  @Property
  void partsAddUpToTheWholeAndNobodyGivesMoreThanItGot(
      @ForAll("payments") List<Payment> payments,
      @ForAll @net.jqwik.api.constraints.IntRange(max = 10_000) int basisPoints,
      @ForAll @net.jqwik.api.constraints.LongRange(min = 1, max = 6_000) long part) {
    Charge whole = charge(payments, basisPoints, 0);
    Map<Long, Long> returned = new HashMap<>();
    long share = 0;
    long fee = 0;
    long refunded = 0;
    while (refunded < whole.chargeNanos()) {
      long nanos = Math.min(part, whole.chargeNanos() - refunded);
      Charge.Return back = charge(payments, basisPoints, refunded).refund(nanos);
      back.wallets()
          .forEach(line -> returned.merge(line.ledgerAccountId(), line.nanos(), Long::sum));
      assertEquals(nanos, back.wallets().stream().mapToLong(Line::nanos).sum());
      assertEquals(nanos, back.shareNanos() + back.feeNanos());
      assertTrue(back.shareNanos() >= 0 && back.feeNanos() >= 0);
      share += back.shareNanos();
      fee += back.feeNanos();
      refunded += nanos;
      long paidLeft =
          payments.stream()
              .filter(payment -> !payment.promotional())
              .mapToLong(payment -> payment.nanos() - returned.getOrDefault(payment.wallet(), 0L))
              .sum();
      // What a creator keeps was paid for.
      assertTrue(whole.chargeNanos() - whole.feeNanos() - share <= paidLeft);
    }
    assertEquals(whole.feeNanos(), fee);
    assertEquals(whole.chargeNanos() - whole.feeNanos(), share);
    payments.forEach(payment -> assertEquals(payment.nanos(), returned.get(payment.wallet())));
    Charge done = charge(payments, basisPoints, refunded);
    assertThrows(IllegalArgumentException.class, () -> done.refund(1));
  }

  @Property
  void whatWasTakenLastIsReturnedFirst(@ForAll("payments") List<Payment> payments) {
    Charge charge = charge(payments, 2_000, 0);
    Payment last = payments.getLast();
    assertEquals(
        List.of(new Line(last.wallet(), last.nanos())), charge.refund(last.nanos()).wallets());
  }
}
