package dev.hearth.coldstart.cache;

import static dev.hearth.coldstart.cache.TestCache.CHUNK;
import static dev.hearth.coldstart.cache.TestCache.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.hearth.coldstart.blobstore.S3BlobStore;
import dev.hearth.coldstart.blobstore.S3Settings;
import dev.hearth.coldstart.cache.FaultProxy.Fault;
import dev.hearth.coldstart.s3.S3Server;
import dev.hearth.sdk.blob.BlobDigest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cache's process that is killed in the middle of a download from a real S3. */
final class KilledTest {
  private static final byte[] CONTENT = bytes(4 * CHUNK + 1234, 1);
  private static final BlobDigest DIGEST = BlobDigest.of(CONTENT);

  @TempDir private Path temporary;

  @ParameterizedTest(name = "in chunk {0}")
  @ValueSource(ints = {0, 1, 3, 4})
  void nextProcessServesTheRightBytesAndFetchesTheRest(int chunk) throws Exception {
    S3Server server = S3Server.shared(S3Server.Kind.S3PROXY);
    S3Settings bucket = server.newBucket("killed-" + UUID.randomUUID());
    Path folder = temporary.resolve("cache");
    try (var store = new S3BlobStore(bucket)) {
      long _ = store.put(DIGEST, new ByteArrayInputStream(CONTENT), CONTENT.length);
      killIn(chunk, server, bucket, folder);
      assertFalse(Files.exists(folder.resolve("blob").resolve(DIGEST.hex())));
      try (BlobCache cache = TestCache.open(folder, 1L << 30, store);
          BlobLease lease = cache.open(DIGEST)) {
        assertArrayEquals(CONTENT, Files.readAllBytes(lease.file()));
        assertEquals(CONTENT.length - (long) chunk * CHUNK, cache.status().fetchedBytes());
      }
    }
  }

  private void killIn(int chunk, S3Server server, S3Settings bucket, Path folder) throws Exception {
    try (var proxy = new FaultProxy(server.endpoint())) {
      proxy.spoil(get -> get == chunk ? new Fault.Stall(1000) : new Fault.None());
      Process process = start(bucket, proxy, folder);
      proxy.awaitStall();
      int _ = process.destroyForcibly().waitFor();
    }
  }

  private Process start(S3Settings bucket, FaultProxy proxy, Path folder) throws IOException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            CacheProcess.class.getName(),
            folder.toString(),
            proxy.endpoint().toString(),
            bucket.bucket(),
            bucket.credentials().accessKey(),
            bucket.credentials().secretKey(),
            DIGEST.hex());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(temporary.resolve("process.log").toFile())
        .start();
  }
}
