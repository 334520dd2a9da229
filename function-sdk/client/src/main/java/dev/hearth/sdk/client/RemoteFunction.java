package dev.hearth.sdk.client;

import dev.hearth.sdk.json.Json.JsonObject;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;

/**
 * A function of the installation, ready to be called. Immutable and thread-safe.
 *
 * <p>An input is a record, a {@code Map} or a {@code JsonObject}. Java names become names on the
 * wire as in functions themselves: {@code imageUrl} is {@code image_url}, unless {@code @WireName}
 * says otherwise; what is null or empty is left out. Each {@code Path} and {@link InputFile} within
 * is uploaded and stands for its URL.
 *
 * <pre>{@code
 * record Drawing(Path imageUrl, int scale) {}
 * record Enlarged(Image image) {}
 *
 * var upscale = client.function("hearth/upscale", Enlarged.class);
 * Result<Enlarged> result = upscale.subscribe(new Drawing(Path.of("cat.png"), 2));
 * }</pre>
 *
 * @param <O> the output's type: a record, {@code Json} or {@code JsonObject}
 */
public final class RemoteFunction<O> {
  /** The longest that a function may run. */
  private static final Duration LONGEST_RUN = Duration.ofHours(1);

  private final Transport transport;
  private final Storage storage;
  private final ExecutorService threads;
  private final FunctionId id;
  private final Class<O> output;
  private final CallOptions options;

  RemoteFunction(
      Transport transport,
      Storage storage,
      ExecutorService threads,
      FunctionId id,
      Class<O> output,
      CallOptions options) {
    this.transport = transport;
    this.storage = storage;
    this.threads = threads;
    this.id = id;
    this.output = output;
    this.options = options;
  }

  /** The same function, called with these options instead. */
  public RemoteFunction<O> with(CallOptions options) {
    return new RemoteFunction<>(transport, storage, threads, id, output, options);
  }

  /** The same calls as futures. */
  public AsyncFunction<O> async() {
    return new AsyncFunction<>(this, threads);
  }

  /**
   * Calls the function and waits for its answer on one connection: for what takes seconds. A call
   * whose connection breaks is given up by the server.
   */
  public Result<O> run(Object input) {
    Deadline deadline = options.deadline();
    RetryRule rule = options.isNamed() ? RetryRule.RUN_ONCE : RetryRule.RUN;
    ApiRequest request =
        ApiRequest.post(id.text(), "/run/" + id.text(), written(input, deadline), rule, deadline)
            .with(options.headers())
            .repeatable(options.isNamed())
            .answerWithin(LONGEST_RUN);
    return Result.of(transport.send(request), output);
  }

  /**
   * Calls the function on one connection that its partial outputs come on. Returns when the first
   * of them, or the output, is there. Such a call can have no idempotency key: it happens again if
   * it is sent again, so it is sent again only if the server answered that it may.
   *
   * @throws ApiException if the call fails before its first partial
   */
  public CallStream<O> stream(Object input) {
    Deadline deadline = options.deadline();
    String path = "/run/" + id.text() + "/stream";
    ApiRequest request =
        ApiRequest.post(id.text(), path, written(input, deadline), RetryRule.RUN_ONCE, deadline)
            .with(options.headers())
            .answerWithin(LONGEST_RUN);
    return new CallStream<>(transport.open(request), id.text(), output);
  }

  /** Calls the function through its queue and waits for the end. */
  public Result<O> subscribe(Object input) {
    return subscribe(input, Silent.INSTANCE);
  }

  /**
   * Calls the function through its queue, tells how it goes on, and waits for the end. If the wait
   * ends before – by a timeout, an interrupt, or an exception of the listener – the call is
   * cancelled.
   */
  public Result<O> subscribe(Object input, CallListener listener) {
    Deadline deadline = options.deadline();
    return submit(input, deadline).awaitOrCancel(listener, deadline);
  }

  /** Puts a call in the function's queue. */
  public QueuedRequest<O> submit(Object input) {
    return submit(input, options.deadline());
  }

  private QueuedRequest<O> submit(Object input, Deadline deadline) {
    String path = "/queue/" + id.text() + options.query();
    ApiRequest request =
        ApiRequest.post(id.text(), path, written(input, deadline), RetryRule.SUBMIT, deadline)
            .with(Map.of("idempotency-key", UUID.randomUUID().toString()))
            .with(options.headers())
            .repeatable(true);
    JsonObject submitted = transport.send(request).json().asObject();
    return request(submitted.string("request_id"));
  }

  /** A call that was submitted before, perhaps by another program. */
  public QueuedRequest<O> request(String requestId) {
    if (!requestId.matches("[A-Za-z0-9-]{1,64}")) {
      throw new IllegalArgumentException("\"" + requestId + "\" is no request's id");
    }
    return new QueuedRequest<>(transport, id.withoutPath(), requestId, output);
  }

  private JsonObject written(Object input, Deadline deadline) {
    return new InputWriter(file -> storage.upload(file, deadline)).write(input);
  }

  @Override
  public String toString() {
    return "RemoteFunction[" + id.text() + "]";
  }
}
