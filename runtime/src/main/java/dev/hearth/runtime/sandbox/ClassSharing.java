package dev.hearth.runtime.sandbox;

import java.nio.file.Path;
import java.util.List;

/** Where a worker's JVM finds classes that are parsed and linked already. */
public sealed interface ClassSharing {
  /** Nowhere. Only to measure what the others save. */
  record Off() implements ClassSharing {}

  /** In the JDK's own archive. */
  record Standard() implements ClassSharing {}

  /** In an AOT cache that was made for this very command. */
  record Cached(Path file) implements ClassSharing {}

  /**
   * In the JDK's own archive; when the JVM exits it writes an AOT cache into the file, which must
   * exist.
   */
  record Recording(Path file) implements ClassSharing {}

  /**
   * Flags of the JVM. A cache that doesn't fit ends it at once: otherwise it would run on, without
   * any archive, and slower than ever.
   *
   * @param inside the cache as the worker sees it
   * @param scratch a folder for what is needed only while recording
   */
  default List<String> flags(String inside, String scratch) {
    return switch (this) {
      case Off _ -> List.of("-Xshare:off");
      case Standard _ -> List.of("-Xshare:auto");
      case Cached _ -> List.of("-XX:AOTCache=" + inside, "-XX:AOTMode=on");
      case Recording _ ->
          List.of(
              "-XX:AOTCacheOutput=" + inside, "-XX:AOTConfiguration=" + scratch + "/classes.conf");
    };
  }
}
