package dev.hearth.coldstart.aot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.hearth.sdk.blob.BlobDigest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AotKeyTest {
  private static final JdkIdentity JDK = new JdkIdentity("25");
  private static final BlobDigest A = digest("a");
  private static final BlobDigest B = digest("b");

  private static BlobDigest digest(String text) {
    return BlobDigest.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Map<String, BlobDigest> path(
      String first, BlobDigest a, String second, BlobDigest b) {
    var path = new LinkedHashMap<String, BlobDigest>();
    path.put(first, a);
    path.put(second, b);
    return path;
  }

  @Test
  void everythingThatMattersChangesIt() {
    AotKey key = AotKey.of("me", JDK, List.of("-Xmx1m", "-ea"), path("/a", A, "/b", B));
    Set<AotKey> keys = new HashSet<>(Set.of(key));
    keys.add(AotKey.of("you", JDK, List.of("-Xmx1m", "-ea"), path("/a", A, "/b", B)));
    keys.add(
        AotKey.of("me", new JdkIdentity("26"), List.of("-Xmx1m", "-ea"), path("/a", A, "/b", B)));
    keys.add(AotKey.of("me", JDK, List.of("-Xmx2m", "-ea"), path("/a", A, "/b", B)));
    keys.add(AotKey.of("me", JDK, List.of("-ea", "-Xmx1m"), path("/a", A, "/b", B)));
    keys.add(AotKey.of("me", JDK, List.of("-Xmx1m-ea"), path("/a", A, "/b", B)));
    keys.add(AotKey.of("me", JDK, List.of("-Xmx1m"), path("-ea", A, "/b", B)));
    keys.add(AotKey.of("me", JDK, List.of("-Xmx1m", "-ea"), path("/a", B, "/b", A)));
    keys.add(AotKey.of("me", JDK, List.of("-Xmx1m", "-ea"), path("/b", B, "/a", A)));
    keys.add(AotKey.of("me", JDK, List.of("-Xmx1m", "-ea"), path("/a", A, "/c", B)));
    keys.add(AotKey.of("me", JDK, List.of("-Xmx1m", "-ea"), Map.of("/a", A)));
    assertEquals(11, keys.size());
    assertEquals(key, AotKey.of("me", JDK, List.of("-Xmx1m", "-ea"), path("/a", A, "/b", B)));
  }

  @Test
  void onlyADigestIsAKey() {
    assertThrows(IllegalArgumentException.class, () -> new AotKey("../../x"));
  }

  @Test
  void anotherBuildOfAJdkIsAnotherJdk(@TempDir Path home) throws IOException {
    assertThrows(NoSuchFileException.class, () -> JdkIdentity.read(home));
    Files.writeString(home.resolve("release"), "JAVA_VERSION=25");
    Files.createDirectories(home.resolve("lib/server"));
    Path modules = Files.writeString(home.resolve("lib/modules"), "modules");
    Files.writeString(home.resolve("lib/server/libjvm.so"), "jvm");
    JdkIdentity before = JdkIdentity.read(home);
    assertEquals(before, JdkIdentity.read(home));
    Files.setLastModifiedTime(modules, FileTime.fromMillis(1));
    assertNotEquals(before, JdkIdentity.read(home));
  }

  @Test
  void thisJdkHasAnIdentity() throws IOException {
    assertNotEquals("", JdkIdentity.read(Path.of(System.getProperty("java.home"))).text());
  }
}
