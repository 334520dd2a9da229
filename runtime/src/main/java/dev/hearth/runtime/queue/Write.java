package dev.hearth.runtime.queue;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** A change of the request table that waits for the next commit. */
sealed interface Write {
  /** Completed after the commit, or with what prevented it. */
  CompletableFuture<?> done();

  /** The lease whose row is locked and checked, if any. */
  Optional<UUID> leaseId();

  /** Inserts a queued request. */
  record Accept(NewRequest request, CompletableFuture<Boolean> done) implements Write {
    @Override
    public Optional<UUID> leaseId() {
      return request.leaseId();
    }
  }

  /** Inserts a queued request unless its key was used before; tells which request has the key. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record AcceptOnce(
      NewRequest request, String key, byte[] bodySha256, CompletableFuture<KeyUse> done)
      implements Write {
    @Override
    public Optional<UUID> leaseId() {
      return request.leaseId();
    }
  }

  /** Inserts a request that has ended already. */
  record Direct(NewRequest request, Ending ending, CompletableFuture<Boolean> done)
      implements Write {
    @Override
    public Optional<UUID> leaseId() {
      return request.leaseId();
    }
  }

  /** Marks a queued request as running. */
  record Started(UUID requestId, int attempts, CompletableFuture<Boolean> done) implements Write {
    @Override
    public Optional<UUID> leaseId() {
      return Optional.empty();
    }
  }

  /** Lowers a hold while its lease is open; true when it did. */
  record Shrink(
      UUID requestId, Optional<UUID> leaseId, long holdNanos, CompletableFuture<Boolean> done)
      implements Write {}

  /** Ends a queued request; true when this was its first end. */
  record End(
      UUID requestId,
      Optional<UUID> leaseId,
      Ending ending,
      List<String> logs,
      CompletableFuture<Boolean> done)
      implements Write {}

  /**
   * Who has an idempotency key.
   *
   * @param requestId the request that has it
   * @param fresh whether this write gave it the key
   * @param sameBody whether that request had the same body
   */
  record KeyUse(UUID requestId, boolean fresh, boolean sameBody) {}

  /** A lease was closed before the write came to it. */
  final class LeaseClosedException extends RuntimeException {
    @java.io.Serial private static final long serialVersionUID = 1L;

    LeaseClosedException(@Nullable UUID leaseId) {
      super("lease " + leaseId + " is closed");
    }
  }
}
