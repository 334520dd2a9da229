package dev.hearth.coldstart.cache;

import static dev.hearth.coldstart.cache.TestCache.ATTEMPTS;
import static dev.hearth.coldstart.cache.TestCache.CHUNK;
import static dev.hearth.coldstart.cache.TestCache.bytes;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.coldstart.blobstore.BlobStoreException;
import dev.hearth.coldstart.blobstore.S3BlobStore;
import dev.hearth.coldstart.blobstore.S3Settings;
import dev.hearth.coldstart.cache.FaultProxy.Fault;
import dev.hearth.coldstart.s3.S3Server;
import dev.hearth.sdk.blob.BlobDigest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Faults of a real S3, by a proxy that spoils its answers. */
final class S3FaultsTest {
  private static final byte[] CONTENT = bytes(3 * CHUNK + 500, 1);
  private static final BlobDigest DIGEST = BlobDigest.of(CONTENT);

  private static final Map<S3Server.Kind, S3Settings> STORED = new EnumMap<>(S3Server.Kind.class);

  @TempDir private Path folder;

  static List<Fault> faults() {
    return List.of(
        new Fault.Status(503),
        new Fault.Status(500),
        new Fault.Status(429),
        new Fault.Stall(0),
        new Fault.Stall(CHUNK / 2),
        new Fault.Truncate(0),
        new Fault.Truncate(CHUNK / 2),
        new Fault.Flip(0),
        new Fault.Flip(CHUNK / 3));
  }

  static List<Arguments> faultsOfAll() {
    var all = new ArrayList<Arguments>();
    for (S3Server.Kind kind : S3Server.Kind.values()) {
      faults().forEach(fault -> all.add(Arguments.of(kind, fault)));
    }
    return all;
  }

  private static S3Settings through(FaultProxy proxy, S3Settings direct) {
    return new S3Settings(
        proxy.endpoint(),
        direct.bucket(),
        direct.region(),
        direct.pathStyle(),
        direct.credentials(),
        Duration.ofMillis(700),
        direct.maxConnections());
  }

  /** A bucket of that server with the blob, made once. */
  private static synchronized S3Settings stored(S3Server.Kind kind) throws IOException {
    S3Settings known = STORED.get(kind);
    if (known != null) {
      return known;
    }
    S3Server server = S3Server.shared(kind);
    S3Settings direct = server.newBucket("faults-" + UUID.randomUUID());
    try (var store = new S3BlobStore(direct)) {
      long _ = store.put(DIGEST, new ByteArrayInputStream(CONTENT), CONTENT.length);
    }
    STORED.put(kind, direct);
    return direct;
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("faultsOfAll")
  void faultThatPassesIsOvercomeAndNoWrongByteIsServed(S3Server.Kind kind, Fault fault)
      throws Exception {
    // Every other GET fails, so that each chunk meets the fault or its neighbour does.
    withProxy(
        kind,
        get -> get % 2 == 0 ? fault : new Fault.None(),
        (cache, proxy) -> {
          try (BlobLease lease = cache.open(DIGEST)) {
            assertArrayEquals(CONTENT, Files.readAllBytes(lease.file()));
          }
          assertTrue(proxy.gets() > 4, "some were tried again");
        });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void faultThatStaysIsAnErrorAfterAllAttempts(Fault fault) throws Exception {
    withProxy(
        S3Server.Kind.S3PROXY,
        _ -> fault,
        (cache, proxy) -> {
          var thrown = assertThrows(BlobStoreException.class, () -> cache.open(DIGEST));
          assertTrue(thrown.retryable(), thrown::toString);
          assertTrue(String.valueOf(thrown.getMessage()).contains(DIGEST.hex()), thrown::toString);
          assertTrue(proxy.gets() <= 4 * ATTEMPTS, "attempts are bounded");
          assertEquals(0, cache.status().fetches());
          proxy.spoil(_ -> new Fault.None());
          try (BlobLease lease = cache.open(DIGEST)) {
            assertArrayEquals(CONTENT, Files.readAllBytes(lease.file()));
          }
        });
  }

  @ParameterizedTest
  @EnumSource(S3Server.Kind.class)
  void refusalIsNotTriedAgain(S3Server.Kind kind) throws Exception {
    withProxy(
        kind,
        _ -> new Fault.Status(403),
        (cache, proxy) -> {
          var thrown = assertThrows(BlobStoreException.class, () -> cache.open(DIGEST));
          assertEquals(BlobStoreException.Fault.REFUSED, thrown.fault());
          assertTrue(proxy.gets() <= 4, "once per chunk at most");
        });
  }

  private interface Test {
    void run(BlobCache cache, FaultProxy proxy) throws Exception;
  }

  private void withProxy(S3Server.Kind kind, IntFunction<Fault> rule, Test test) throws Exception {
    S3Server server = S3Server.shared(kind);
    S3Settings direct = stored(kind);
    try (var proxy = new FaultProxy(server.endpoint());
        var store = new S3BlobStore(through(proxy, direct));
        BlobCache cache = TestCache.open(folder, 1L << 30, store)) {
      proxy.spoil(rule);
      test.run(cache, proxy);
    }
  }
}
