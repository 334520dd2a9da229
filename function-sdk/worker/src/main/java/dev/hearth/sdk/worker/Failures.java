package dev.hearth.sdk.worker;

import org.jspecify.annotations.Nullable;

/** Tells failures of one call from those of the whole process. */
final class Failures {
  private static final int MAX_CAUSES = 20;

  private Failures() {}

  /** Throws an {@link OutOfMemoryError} on, also one that the function wrapped. */
  static void rethrowIfFatal(Throwable failure) {
    Throwable cause = failure;
    for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
      if (cause instanceof OutOfMemoryError fatal) {
        throw fatal;
      }
      cause = causeOf(cause);
    }
  }

  private static @Nullable Throwable causeOf(Throwable failure) {
    try {
      return failure.getCause();
    } catch (RuntimeException e) {
      return null; // an exception that hides its cause; it was answered before
    }
  }
}
