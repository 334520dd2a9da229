package dev.hearth.runtime.pool;

import dev.hearth.runtime.worker.SecretSource;
import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.descriptor.Health;
import dev.hearth.sdk.descriptor.Scale;
import dev.hearth.sdk.descriptor.Shape;
import dev.hearth.sdk.manifest.Manifest;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a pool runs. */
record FunctionVersion(String function, String version, Manifest manifest) {
  /** Bytes of the inputs of one RUN frame; the frame's own limit leaves room for their paths. */
  static final long MAX_RUN_BYTES = 30L << 20;

  /**
   * Calls that one worker is given at once, apart from a batch. Steps are batched by the worker.
   */
  int concurrency() {
    return switch (shape()) {
      case UNARY -> descriptor().concurrency();
      case BATCH -> 1;
      case ITERATIVE -> descriptor().batching().maxSize();
    };
  }

  /** What goes into one batch. */
  WorkQueue.BatchLimit batchLimit() {
    return new WorkQueue.BatchLimit(
        batches() ? descriptor().batching().maxSize() : 1, MAX_RUN_BYTES);
  }

  /** Longest time a call may run. */
  Duration timeout() {
    return descriptor().timeout();
  }

  /** How many workers its creator wishes for. */
  Scale scale() {
    return descriptor().scale();
  }

  /** How its workers are asked whether they still work; null if they can't tell. */
  @Nullable Health health() {
    return descriptor().health();
  }

  /** Gives its workers what its descriptor names. */
  SecretSource secrets(VersionSecrets all) {
    return descriptor().access().secrets().isEmpty()
        ? SecretSource.NONE
        : () -> all.of(function, version);
  }

  Shape shape() {
    return descriptor().shape();
  }

  private boolean batches() {
    return shape() == Shape.BATCH;
  }

  private Descriptor descriptor() {
    return manifest.descriptor();
  }
}
