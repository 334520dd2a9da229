package dev.hearth.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.coldstart.blobstore.S3Settings;
import dev.hearth.coldstart.s3.S3Server;
import dev.hearth.sdk.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Workers whose function comes from a real S3 by way of the node's cache. */
class BlobsInS3Test {
  private final S3Settings bucket =
      S3Server.shared(S3Server.Kind.S3PROXY).newBucket("node-" + UUID.randomUUID());
  private Path cache;

  @BeforeEach
  void makeFolder() throws IOException {
    cache = Files.createTempDirectory(Path.of("/tmp"), "hc");
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  @AfterEach
  void deleteFolder() throws IOException {
    TestNode.deleteTree(cache);
  }

  private Map<String, String> settings() {
    var settings = new HashMap<String, String>();
    settings.put("hearth.blobs.s3.endpoint", String.valueOf(bucket.endpoint()));
    settings.put("hearth.blobs.s3.bucket", bucket.bucket());
    settings.put("hearth.blobs.s3.access-key", bucket.credentials().accessKey());
    settings.put("hearth.blobs.s3.secret-key", bucket.credentials().secretKey());
    settings.put("hearth.blobs.s3.path-style", "true");
    settings.put("hearth.cache.directory", cache.toString());
    settings.put("hearth.pool.retry-delay", "0.05S");
    return settings;
  }

  private static double count(TestNode node, String name) {
    return node.registry().get(name).functionCounter().count();
  }

  @Test
  void functionIsFetchedOnceAndLeasedWhileItsWorkerLives() throws IOException {
    try (var node = new TestNode(settings())) {
      assertEquals("{}", node.call(Function.unary(), "log").output().print());
      assertEquals("{}", node.call(Function.unary(), "log").output().print());
      assertTrue(count(node, "cache.fetches") > 0);
      double bytes = node.registry().get("cache.size").gauge().value();
      assertTrue(bytes > 0);
      assertEquals(bytes, node.registry().get("cache.pinned").gauge().value());
      assertTrue(node.stop().isEmpty());
      assertEquals(0, node.registry().get("cache.pinned").gauge().value());
    }
    try (var next = new TestNode(settings())) {
      assertEquals("{}", next.call(Function.unary(), "log").output().print());
      assertEquals(0, count(next, "cache.fetches"));
      assertEquals(0, count(next, "cache.verified.bytes"));
    }
  }

  @Test
  void bucketThatRefusesFailsTheCallAndTheReasonIsInTheLog() throws IOException {
    Map<String, String> settings = settings();
    try (var owner = new TestNode(settings)) {
      Function function = Function.unary();
      var manifest = function.manifest(owner);
      settings.put("hearth.blobs.s3.secret-key", "wrong");
      settings.put("hearth.cache.directory", cache.resolve("other").toString());
      try (var node = new TestNode(settings)) {
        var heard = new Heard();
        node.submit(
            function.work(manifest, dev.hearth.sdk.json.Json.JsonObject.builder().build(), heard));
        assertEquals(ErrorCode.RUNNER_SCHEDULING_FAILURE, heard.failure().code());
        assertTrue(
            node.pools().workerLog("owner/unary").stream()
                .anyMatch(line -> line.message().contains(bucket.bucket())),
            () -> node.pools().workerLog("owner/unary").toString());
      }
    }
  }

  @Test
  void s3NeedsACacheFolderAndExcludesAnotherStore() {
    Map<String, String> settings = settings();
    settings.remove("hearth.cache.directory");
    settings.put("hearth.node.runtime-directory", cache.resolve("run").toString());
    var noCache = assertThrows(IllegalStateException.class, () -> new TestNode(settings));
    assertTrue(String.valueOf(noCache.getMessage()).contains("hearth.cache.directory"));
    settings.put("hearth.blobs.directory", cache.toString());
    var both = assertThrows(IllegalStateException.class, () -> new TestNode(settings));
    assertTrue(String.valueOf(both.getMessage()).contains("both"));
    settings.remove("hearth.blobs.directory");
    settings.remove("hearth.blobs.s3.secret-key");
    var noSecret = assertThrows(IllegalStateException.class, () -> new TestNode(settings));
    assertTrue(String.valueOf(noSecret.getMessage()).contains("hearth.blobs.s3.secret-key"));
  }
}
