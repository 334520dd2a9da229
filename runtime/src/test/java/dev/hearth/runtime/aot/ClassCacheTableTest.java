package dev.hearth.runtime.aot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.coldstart.aot.AotKey;
import dev.hearth.coldstart.aot.JdkIdentity;
import dev.hearth.runtime.harness.Installation;
import dev.hearth.sdk.blob.BlobDigest;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * One of many nodes makes a cache, and what failed or didn't fit is tried again, but not for ever.
 */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ClassCacheTableTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final BlobDigest BLOB = BlobDigest.of(new byte[] {1});

  private final ClassCacheTable table;

  @Inject
  ClassCacheTableTest(ClassCacheTable table) {
    this.table = table;
  }

  private static AotKey key() {
    return AotKey.of(UUID.randomUUID().toString(), new JdkIdentity(""), List.of(), Map.of());
  }

  @Test
  void oneOfManyNodesMakesIt() throws Exception {
    AotKey key = key();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<Boolean>> nodes =
          IntStream.range(0, 16)
              .<Callable<Boolean>>mapToObj(_ -> () -> table.claim(key, "a/b", LONG))
              .toList();
      long claims = 0;
      for (Future<Boolean> node : threads.invokeAll(nodes)) {
        claims += node.get() ? 1 : 0;
      }
      assertEquals(1, claims);
    }
    assertEquals(Optional.empty(), table.find(key));
    table.made(key, BLOB);
    assertEquals(Optional.of(BLOB), table.find(key));
    assertFalse(table.claim(key, "a/b", LONG));
  }

  @Test
  void claimOfADeadNodePassesOn() throws IOException {
    AotKey key = key();
    assertTrue(table.claim(key, "a/b", Duration.ZERO));
    assertTrue(table.claim(key, "a/b", LONG));
    assertFalse(table.claim(key, "a/b", LONG));
    table.abandon(key);
    assertTrue(table.claim(key, "a/b", LONG));
  }

  @Test
  void whatFailsAgainAndAgainIsGivenUp() throws IOException {
    AotKey key = key();
    for (int i = 0; i < ClassCacheIndex.MAX_FAILURES; i++) {
      assertTrue(table.claim(key, "a/b", LONG));
      table.failed(key);
    }
    assertFalse(table.claim(key, "a/b", LONG));
  }

  @Test
  void onlyTheCacheThatDidntFitIsForgotten() throws IOException {
    AotKey key = key();
    assertTrue(table.claim(key, "a/b", LONG));
    table.made(key, BLOB);
    table.unfit(key, BlobDigest.of(new byte[] {2})); // another node has replaced that one already
    assertEquals(Optional.of(BLOB), table.find(key));
    table.unfit(key, BLOB);
    assertEquals(Optional.empty(), table.find(key));
    assertTrue(table.claim(key, "a/b", LONG));
  }
}
