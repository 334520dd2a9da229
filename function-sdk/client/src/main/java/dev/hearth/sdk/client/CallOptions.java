package dev.hearth.sdk.client;

import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a call beside its input. Immutable.
 *
 * <pre>{@code
 * var careful = CallOptions.none().maxCost("0.05").timeout(Duration.ofMinutes(2));
 * client.function("hearth/upscale").with(careful).subscribe(input);
 * }</pre>
 */
public final class CallOptions {
  private static final CallOptions NONE = new CallOptions(Map.of(), null, null);

  private final Map<String, String> headers;
  private final @Nullable URI webhook;
  private final @Nullable Duration timeout;

  private CallOptions(
      Map<String, String> headers, @Nullable URI webhook, @Nullable Duration timeout) {
    this.headers = headers;
    this.webhook = webhook;
    this.timeout = timeout;
  }

  /** The server's defaults. */
  public static CallOptions none() {
    return NONE;
  }

  /** Refuses the call (402 {@code max_cost_exceeded}) if it could cost more dollars than this. */
  public CallOptions maxCost(BigDecimal dollars) {
    return header("x-hearth-max-cost", dollars.toPlainString());
  }

  /** Refuses the call if it could cost more dollars than this, e.g. {@code "0.05"}. */
  public CallOptions maxCost(String dollars) {
    return maxCost(new BigDecimal(dollars));
  }

  /**
   * Names the call: the same name and input again get the first call's answer, so that it happens
   * and is paid for once, however often it is sent. Without a name the client gives every submitted
   * call one of its own, and repeats a direct run only if its request can't have arrived or the
   * server answered that it may be repeated.
   */
  public CallOptions idempotencyKey(String key) {
    return header("idempotency-key", key);
  }

  /** The place in the queue. */
  public CallOptions priority(Priority priority) {
    return header("x-fal-queue-priority", priority.name().toLowerCase(Locale.ROOT));
  }

  /** Gives the call up (504) if it hasn't started by then; more than 0.1 seconds. */
  public CallOptions startTimeout(Duration timeout) {
    return header(
        "x-fal-request-timeout",
        BigDecimal.valueOf(timeout.toMillis(), 3).stripTrailingZeros().toPlainString());
  }

  /**
   * Prefers a worker that has this at hand, such as one of {@link Result#hints}, as fal's {@code
   * hint}; never waits for it.
   */
  public CallOptions hint(String hint) {
    return header("x-fal-runner-hint", hint);
  }

  /**
   * Has the result of a submitted call sent there; see {@link
   * dev.hearth.sdk.client.webhook.WebhookVerifier}.
   */
  public CallOptions webhook(URI url) {
    return new CallOptions(headers, Objects.requireNonNull(url), timeout);
  }

  /**
   * How long this program waits in all: uploads, queue, run and repetitions. When it has passed,
   * {@code subscribe} cancels the call, and every method throws {@link CallTimeoutException}.
   */
  public CallOptions timeout(Duration timeout) {
    return new CallOptions(headers, webhook, Objects.requireNonNull(timeout));
  }

  /** Any other header. */
  public CallOptions header(String name, String value) {
    var more = new LinkedHashMap<>(headers);
    more.put(name.toLowerCase(Locale.ROOT), value);
    return new CallOptions(Map.copyOf(more), webhook, timeout);
  }

  Map<String, String> headers() {
    return headers;
  }

  boolean isNamed() {
    return headers.containsKey("idempotency-key");
  }

  /** What stands behind the path of a submit. */
  String query() {
    return webhook == null
        ? ""
        : "?fal_webhook=" + URLEncoder.encode(webhook.toString(), StandardCharsets.UTF_8);
  }

  Deadline deadline() {
    return Deadline.after(timeout);
  }
}
