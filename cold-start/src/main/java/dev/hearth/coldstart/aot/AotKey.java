package dev.hearth.coldstart.aot;

import dev.hearth.sdk.blob.BlobDigest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/**
 * Names everything that an AOT cache (JEP 483, JEP 514) depends on. The JVM itself compares little:
 * it runs the classes of a cache although the jar they came from has changed. So a cache is found
 * by this key or not at all.
 *
 * @param hex SHA-256 in 64 hexadecimal digits
 */
public record AotKey(String hex) {
  private static final String FORMAT = "hearth aot cache 1";

  /** Checks the digits. */
  public AotKey {
    if (!hex.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException("no key of an AOT cache: " + hex);
    }
  }

  /**
   * The key of a process.
   *
   * @param owner account whose code it runs: caches are code, and are never shared between owners
   * @param flags all flags of the JVM but those about the cache itself, in order
   * @param classPath content of each entry by the path that the process sees, in order
   */
  public static AotKey of(
      String owner, JdkIdentity jdk, List<String> flags, Map<String, BlobDigest> classPath) {
    MessageDigest hash = sha256();
    add(hash, FORMAT);
    add(hash, owner);
    add(hash, jdk.text());
    add(hash, Integer.toString(flags.size()));
    flags.forEach(flag -> add(hash, flag));
    classPath.forEach(
        (path, content) -> {
          add(hash, path);
          add(hash, content.hex());
        });
    return new AotKey(HexFormat.of().formatHex(hash.digest()));
  }

  /** With its length before it, so that no two lists of texts hash the same bytes. */
  private static void add(MessageDigest hash, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    hash.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    hash.update(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
