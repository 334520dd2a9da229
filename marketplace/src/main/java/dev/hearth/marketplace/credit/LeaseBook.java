package dev.hearth.marketplace.credit;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Leases that are locked, while events are taken off them. */
final class LeaseBook {
  private final Map<UUID, Lease> leases = new HashMap<>();

  LeaseBook(List<Lease> locked) {
    locked.forEach(lease -> leases.put(lease.id(), lease));
  }

  void draw(Credit.Draw draw) {
    Lease lease = leases.get(draw.leaseId());
    if (lease == null || !lease.accountId().equals(draw.accountId())) {
      throw refusal(draw, "account " + draw.accountId() + " has no lease " + draw.leaseId());
    }
    try {
      Lease drawn = lease.with(draw.charge(), draw.hold(), draw.afterClose());
      if (drawn.isSound()) {
        leases.put(drawn.id(), drawn);
        return;
      }
    } catch (ArithmeticException _) {
      // Figures beyond 64 bits exceed every lease; refused below.
    }
    throw refusal(draw, "its lease doesn't cover it: " + lease);
  }

  private static CallException refusal(Credit.Draw draw, String reason) {
    return new CallException(
        ErrorCode.INVALID_INPUT,
        "usage event of request " + draw.requestId() + " is refused: " + reason);
  }

  Collection<Lease> leases() {
    return leases.values();
  }
}
