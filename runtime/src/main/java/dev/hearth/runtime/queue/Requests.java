package dev.hearth.runtime.queue;

import dev.hearth.runtime.call.CallResult;
import dev.hearth.runtime.call.CallRunner;
import dev.hearth.runtime.call.CallSpec;
import dev.hearth.runtime.call.Prepared;
import dev.hearth.runtime.credit.Credit;
import dev.hearth.runtime.credit.Hold;
import dev.hearth.runtime.queue.Write.KeyUse;
import dev.hearth.runtime.queue.Write.LeaseClosedException;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import io.quarkus.logging.Log;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Requests, from acceptance to their one end (promises 1 and 2). Queued ones are rows before their
 * callers hear of them; direct ones become rows, with their charge, before their callers hear the
 * answer. Blocking.
 */
@ApplicationScoped
public class Requests {
  private static final int LEASE_TRIES = 3;
  private static final long FIRST_LOOK_MILLIS = 2;
  private static final long LONGEST_LOOK_MILLIS = 500;

  private final Credit credit;
  private final CallRunner runner;
  private final Committer committer;
  private final RequestReader reader;
  private final Backlog backlog;

  Requests(
      Credit credit,
      CallRunner runner,
      Committer committer,
      RequestReader reader,
      Backlog backlog) {
    this.credit = credit;
    this.runner = runner;
    this.committer = committer;
    this.reader = reader;
    this.backlog = backlog;
  }

  /**
   * Accepts a request durably and starts to work it.
   *
   * @throws CallException with {@code INSUFFICIENT_FUNDS}, {@code MAX_COST_EXCEEDED} or {@code
   *     TOO_MANY_REQUESTS}
   */
  public UUID submit(CallSpec call, String priority) {
    return accept(
        call,
        hold -> {
          var write = new Write.Accept(row(call, hold, false, priority), new CompletableFuture<>());
          committer.add(write);
          return new KeyUse(call.requestId(), await(write.done()), true);
        });
  }

  /**
   * Accepts a request unless its key was used before; then it is the one that has the key.
   *
   * @throws CallException with {@code IDEMPOTENCY_KEY_REUSED} when that has another body
   */
  public UUID submitOnce(
      CallSpec call, String priority, boolean direct, String key, byte[] bodySha256) {
    // A repeat needs no funds: it is answered before anything is held.
    Optional<KeyUse> used = reader.keyUse(call.accountId(), key, bodySha256);
    if (used.isPresent()) {
      return holder(used.get());
    }
    return accept(
        call,
        hold -> {
          var write =
              new Write.AcceptOnce(
                  row(call, hold, direct, priority), key, bodySha256, new CompletableFuture<>());
          committer.add(write);
          return await(write.done());
        });
  }

  private static UUID holder(KeyUse use) {
    if (!use.sameBody()) {
      throw new CallException(
          ErrorCode.IDEMPOTENCY_KEY_REUSED,
          "this Idempotency-Key was used before with another body");
    }
    return use.requestId();
  }

  private static NewRequest row(
      CallSpec call, Optional<Hold> hold, boolean direct, String priority) {
    return new NewRequest(
        call, hold.map(Hold::leaseId), hold.map(Hold::nanos).orElse(0L), direct, priority);
  }

  /** Accepts within a hold of the call's bound; again with a new hold when its lease was closed. */
  private UUID accept(CallSpec call, Function<Optional<Hold>, KeyUse> write) {
    if (backlog.full()) {
      throw new CallException(
          ErrorCode.TOO_MANY_REQUESTS, "too many requests wait on this runtime; try again later");
    }
    if (!call.boundNeedsMedia()) {
      call.checkMaxCost(call.boundNanos());
    }
    for (int attempt = 1; ; attempt++) {
      try {
        return acceptWithin(credit.hold(call.accountId(), call.boundNanos()), call, write);
      } catch (LeaseClosedException e) {
        if (attempt == LEASE_TRIES) {
          throw new CallException(
              ErrorCode.RUNNER_SCHEDULING_FAILURE, "the request can't be accepted; try again", e);
        }
      }
    }
  }

  private UUID acceptWithin(
      Optional<Hold> hold, CallSpec call, Function<Optional<Hold>, KeyUse> write) {
    boolean accepted = false;
    try {
      KeyUse use = write.apply(hold);
      accepted = use.fresh();
      if (accepted) {
        hold.ifPresent(Hold::persisted);
        backlog.add(call, hold);
      }
      return holder(use);
    } catch (LeaseClosedException e) {
      hold.ifPresent(Hold::lost);
      throw e;
    } finally {
      if (!accepted) {
        hold.ifPresent(unused -> unused.settle(0, true));
      }
    }
  }

  /**
   * Runs a call while its caller waits, who hears of its course. Its row and its charge are
   * committed when this returns.
   *
   * @throws CallException when the call is refused before it runs; nothing is recorded then
   */
  public Ending run(CallSpec call, DirectCaller caller) {
    Prepared prepared = runner.prepare(call);
    Optional<Hold> hold;
    try {
      hold = credit.hold(call.accountId(), prepared.boundNanos());
    } catch (RuntimeException e) {
      prepared.discard();
      throw e;
    }
    long charged = 0;
    try {
      caller.held(prepared.boundNanos());
      CallResult result = await(runner.run(prepared, caller));
      Ending ending = Ending.of(result, call.function().unitPriceNanos());
      var write =
          new Write.Direct(row(call, hold, true, "normal"), ending, new CompletableFuture<>());
      committer.add(write);
      await(write.done());
      charged = ending.chargeNanos();
      return ending;
    } catch (LeaseClosedException e) {
      hold.ifPresent(Hold::lost);
      throw new CallException(
          ErrorCode.RUNNER_SCHEDULING_FAILURE, "the call's credit was withdrawn; try again", e);
    } finally {
      prepared.discard();
      long charge = charged;
      hold.ifPresent(used -> used.settle(charge, true));
    }
  }

  /** Withdraws a direct call whose caller has gone, whether or not it runs already. */
  public void abandon(UUID requestId, DirectCaller caller) {
    caller.leave();
    runner.cancel(requestId);
  }

  /** The request, if it is the account's. */
  public Optional<RequestView> find(UUID id, UUID accountId) {
    return backlog.find(id, accountId).or(() -> reader.find(id, accountId));
  }

  /**
   * Waits for the end of a request. One whose row is there may not be live here yet, or be live
   * elsewhere: it is looked for again until it is one or the other or over.
   *
   * @return empty when there is no such request of the account, or its answer is no longer kept
   */
  public Optional<Ending> awaitEnd(UUID id, UUID accountId) {
    for (long pause = FIRST_LOOK_MILLIS; ; pause = Math.min(2 * pause, LONGEST_LOOK_MILLIS)) {
      Optional<CompletableFuture<Ending>> live = ended(id, accountId);
      if (live.isPresent()) {
        return Optional.of(await(live.get()));
      }
      Optional<RequestView> found = find(id, accountId);
      if (found.isEmpty() || found.get().state().terminal()) {
        return found.flatMap(RequestView::ending);
      }
      rest(pause);
    }
  }

  private static void rest(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      throw stopping(e);
    }
  }

  /** Completed when the request's end is committed; empty when it isn't live here. */
  Optional<CompletableFuture<Ending>> ended(UUID id, UUID accountId) {
    return backlog.ended(id, accountId);
  }

  /** Asks for the end of a request that isn't terminal. */
  public void cancel(UUID id) {
    backlog.cancel(id);
  }

  private static <T> T await(CompletableFuture<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof CallException || e.getCause() instanceof LeaseClosedException) {
        throw (RuntimeException) e.getCause();
      }
      Log.error("a write of the request table failed", e.getCause());
      throw new CallException(
          ErrorCode.RUNNER_SCHEDULING_FAILURE, "the request can't be recorded; try again", e);
    } catch (InterruptedException e) {
      throw stopping(e);
    }
  }

  private static CallException stopping(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new CallException(ErrorCode.RUNNER_SCHEDULING_FAILURE, "the runtime is stopping", cause);
  }
}
