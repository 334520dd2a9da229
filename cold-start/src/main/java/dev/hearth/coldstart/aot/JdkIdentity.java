package dev.hearth.coldstart.aot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Tells one JDK from another: its version file, and size and time of the two files that a JVM
 * compares with what stands in an AOT cache.
 *
 * @param text for hashing
 */
public record JdkIdentity(String text) {
  private static final List<String> FILES = List.of("lib/modules", "lib/server/libjvm.so");

  /**
   * Reads it.
   *
   * @throws IOException if there is no JDK or none that can have AOT caches
   */
  public static JdkIdentity read(Path javaHome) throws IOException {
    var text = new StringBuilder(Files.readString(javaHome.resolve("release")));
    for (String name : FILES) {
      Path file = javaHome.resolve(name);
      text.append(name)
          .append(' ')
          .append(Files.size(file))
          .append(' ')
          .append(Files.getLastModifiedTime(file).toMillis())
          .append('\n');
    }
    return new JdkIdentity(text.toString());
  }
}
