package dev.hearth.sdk.client;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;

/**
 * The calls of a {@link RemoteFunction} as futures, each on a virtual thread. Cancelling a future,
 * or completing it otherwise as {@code orTimeout} does, interrupts the call behind it; a subscribed
 * one is then cancelled on the server too.
 *
 * <pre>{@code
 * CompletableFuture<Result<Enlarged>> small = upscale.async().subscribe(first);
 * CompletableFuture<Result<Enlarged>> large = upscale.async().subscribe(second);
 * }</pre>
 *
 * @param <O> the output's type
 */
public final class AsyncFunction<O> {
  private final RemoteFunction<O> function;
  private final ExecutorService threads;

  AsyncFunction(RemoteFunction<O> function, ExecutorService threads) {
    this.function = function;
    this.threads = threads;
  }

  /** {@link RemoteFunction#run}. */
  public CompletableFuture<Result<O>> run(Object input) {
    return Interruptible.start(threads, () -> function.run(input));
  }

  /** {@link RemoteFunction#subscribe(Object)}. */
  public CompletableFuture<Result<O>> subscribe(Object input) {
    return Interruptible.start(threads, () -> function.subscribe(input));
  }

  /** {@link RemoteFunction#subscribe(Object, CallListener)}. */
  public CompletableFuture<Result<O>> subscribe(Object input, CallListener listener) {
    return Interruptible.start(threads, () -> function.subscribe(input, listener));
  }

  /** {@link RemoteFunction#submit}. */
  public CompletableFuture<QueuedRequest<O>> submit(Object input) {
    return Interruptible.start(threads, () -> function.submit(input));
  }

  /** {@link QueuedRequest#await(CallListener)}. */
  public CompletableFuture<Result<O>> await(QueuedRequest<O> request, CallListener listener) {
    return Interruptible.start(threads, () -> request.await(listener));
  }
}
