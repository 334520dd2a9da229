package dev.hearth.sdk.client;

import dev.hearth.sdk.json.JsonException;
import java.util.Map;

/**
 * A call in a function's queue. It lives on the server: another program can go on with its id.
 * Thread-safe.
 *
 * <pre>{@code
 * QueuedRequest<Enlarged> request = upscale.submit(input);
 * save(request.requestId());
 * Result<Enlarged> result = request.await();
 * }</pre>
 *
 * @param <O> the output's type
 */
public final class QueuedRequest<O> {
  private static final int ENDED_ALREADY = 400;

  private final Transport transport;
  private final String function;
  private final String requestId;
  private final Class<O> output;

  QueuedRequest(Transport transport, String function, String requestId, Class<O> output) {
    this.transport = transport;
    this.function = function;
    this.requestId = requestId;
    this.output = output;
  }

  /** The request's id. */
  public String requestId() {
    return requestId;
  }

  /** Where it stands, without logs. */
  public RequestStatus status() {
    return status(false);
  }

  /** Where it stands. */
  public RequestStatus status(boolean withLogs) {
    return status(withLogs ? "logs=1" : "logs=0", Deadline.never());
  }

  RequestStatus status(String query, Deadline deadline) {
    String path = path("/status?" + query);
    Answer answer =
        transport.send(ApiRequest.get(what("status"), path, RetryRule.STATUS, deadline));
    try {
      return RequestStatus.of(answer.json());
    } catch (JsonException e) {
      throw new UnexpectedOutputException(requestId, answer.text(), e);
    }
  }

  ApiRequest stream(boolean withLogs, Deadline deadline) {
    String path = path("/status/stream?logs=" + (withLogs ? 1 : 0));
    return ApiRequest.get(what("status"), path, RetryRule.NEVER, deadline);
  }

  /**
   * The result of a call that has ended.
   *
   * @throws ApiException if it failed, was cancelled (499), or is still in progress (400)
   */
  public Result<O> result() {
    return result(Deadline.never());
  }

  Result<O> result(Deadline deadline) {
    return Result.of(
        transport.send(ApiRequest.get(what("result"), path(""), RetryRule.RESULT, deadline)),
        output);
  }

  /** Waits for the end. Neither an interrupt nor a failure cancels the call. */
  public Result<O> await() {
    return await(Silent.INSTANCE);
  }

  /** Waits for the end, telling how it goes on. Neither an interrupt nor a failure cancels it. */
  public Result<O> await(CallListener listener) {
    return await(listener, Deadline.never());
  }

  Result<O> await(CallListener listener, Deadline deadline) {
    new Following(this, transport, listener, deadline).untilCompleted();
    return result(deadline);
  }

  /** Waits for the end; if the wait ends before the call does, the call is cancelled. */
  Result<O> awaitOrCancel(CallListener listener, Deadline deadline) {
    try {
      listener.submitted(requestId);
      new Following(this, transport, listener, deadline).untilCompleted();
    } catch (RuntimeException | Error failure) {
      cancelAfter(failure);
      throw failure;
    }
    return result(deadline);
  }

  /**
   * Asks for the end of the call.
   *
   * @return false if it has ended already
   */
  public boolean cancel() {
    return cancel(RetryRule.OTHER);
  }

  private boolean cancel(RetryRule rule) {
    try {
      var _ =
          transport.send(
              new ApiRequest(
                  what("cancellation"),
                  "PUT",
                  path("/cancel"),
                  Map.of(),
                  null,
                  ApiRequest.SOON,
                  rule,
                  true,
                  Deadline.never()));
      return true;
    } catch (ApiException e) {
      if (e.status() == ENDED_ALREADY) {
        return false;
      }
      throw e;
    }
  }

  /** What led here is what the caller shall see, whether or not the server can still be reached. */
  private void cancelAfter(Throwable failure) {
    boolean interrupted = Thread.interrupted();
    try {
      var _ = cancel(RetryRule.NEVER);
    } catch (HearthException e) {
      failure.addSuppressed(e);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private String path(String rest) {
    return "/queue/" + function + "/requests/" + requestId + rest;
  }

  private String what(String part) {
    return part + " of request " + requestId + " of " + function;
  }

  @Override
  public String toString() {
    return "QueuedRequest[" + function + ", " + requestId + "]";
  }
}
