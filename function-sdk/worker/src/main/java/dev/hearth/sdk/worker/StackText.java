package dev.hearth.sdk.worker;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A stack trace for the function's owner: of each exception the frames down to the function's
 * outermost, without the harness's own.
 */
final class StackText {
  private static final String HARNESS = "dev.hearth.sdk.worker.";
  private static final int MAX_FRAMES = 200;
  private static final int MAX_CAUSES = 20;
  private static final int MAX_BYTES = 64 << 10;

  private final StringBuilder out = new StringBuilder();
  private final Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());

  private StackText() {}

  static String of(Throwable failure) {
    var text = new StackText();
    text.append("", failure);
    return Utf8.cut(text.out.toString(), MAX_BYTES);
  }

  /** Simple name of the class, and message where there is one. */
  static String headline(Throwable failure) {
    String simple = failure.getClass().getSimpleName();
    String name = simple.isEmpty() ? failure.getClass().getName() : simple;
    String message = failure.getMessage();
    return message == null ? name : name + ": " + message;
  }

  private void append(String caption, @Nullable Throwable failure) {
    if (failure == null || seen.size() >= MAX_CAUSES || !seen.add(failure)) {
      return;
    }
    String message = failure.getMessage();
    out.append(caption).append(failure.getClass().getName());
    out.append(message == null ? "" : ": " + message).append('\n');
    StackTraceElement[] frames = failure.getStackTrace();
    int end = Math.min(functionFrames(frames), MAX_FRAMES);
    for (int i = 0; i < end; i++) {
      if (!frames[i].getClassName().startsWith(HARNESS)) {
        out.append("\tat ").append(frames[i]).append('\n');
      }
    }
    for (Throwable suppressed : failure.getSuppressed()) {
      append("Suppressed: ", suppressed);
    }
    append("Caused by: ", failure.getCause());
  }

  /** How many frames from the top reach down to the outermost of the function. */
  private static int functionFrames(StackTraceElement[] frames) {
    int end = frames.length;
    while (end > 0 && isOurs(frames[end - 1].getClassName())) {
      end--;
    }
    return end;
  }

  private static boolean isOurs(String className) {
    return className.startsWith(HARNESS)
        || className.startsWith("java.")
        || className.startsWith("jdk.");
  }
}
