package dev.hearth.marketplace.ledger;

import dev.hearth.marketplace.ledger.Wallets.Wallet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Takes charges from locked wallets, one after the other, in their order. Not thread-safe. */
public final class Consumption {
  private final Map<UUID, List<Wallet>> wallets;
  private final Map<Long, Long> taken = new HashMap<>();

  public Consumption(Map<UUID, List<Wallet>> wallets) {
    this.wallets = Map.copyOf(wallets);
  }

  /**
   * What one charge takes.
   *
   * @param lines of the wallets
   * @param promotionalNanos how much of it was promotional
   */
  public record Taken(List<Posting.Line> lines, long promotionalNanos) {}

  /**
   * Takes an amount from an account's wallets.
   *
   * @throws IllegalStateException if they don't have it, which the leases exclude
   */
  public Taken take(UUID accountId, long nanos) {
    var lines = new ArrayList<Posting.Line>();
    long missing = nanos;
    long promotional = 0;
    for (Wallet wallet : wallets.getOrDefault(accountId, List.of())) {
      long before = taken.getOrDefault(wallet.ledgerAccountId(), 0L);
      long part = Math.min(missing, wallet.nanos() - before);
      if (part > 0) {
        taken.put(wallet.ledgerAccountId(), before + part);
        lines.add(new Posting.Line(wallet.ledgerAccountId(), -part));
        missing -= part;
        promotional += wallet.promotional() ? part : 0;
      }
    }
    if (missing > 0) {
      throw new IllegalStateException(
          "account %s lacks %d of a charge of %d".formatted(accountId, missing, nanos));
    }
    return new Taken(lines, promotional);
  }
}
