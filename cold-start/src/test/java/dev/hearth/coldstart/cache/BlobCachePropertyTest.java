package dev.hearth.coldstart.cache;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.blob.BlobDigest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The cache against a model that does the same in the plainest way. */
final class BlobCachePropertyTest {
  private static final int BLOBS = 6;
  private static final long QUOTA = 2_000;

  /** What happens to one blob: it is opened, or the oldest lease of it is closed; time passes. */
  record Step(int blob, boolean opens, int seconds) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    return Combinators.combine(
            Arbitraries.integers().between(0, BLOBS - 1),
            Arbitraries.of(true, true, false),
            Arbitraries.integers().between(0, 3_000))
        .as(Step::new)
        .list()
        .ofMinSize(5)
        .ofMaxSize(60);
  }

  /** A blob of the model. */
  private static final class Kept {
    final int blob;
    double inflation;
    double uses;
    double lastUse;
    int leases;

    Kept(int blob) {
      this.blob = blob;
    }
  }

  private static int bytes(int blob) {
    return 300 + 170 * blob;
  }

  private static int reloadSeconds(int blob) {
    return 1 + (blob * 7) % 5;
  }

  /** GreedyDual-Size-Frequency with decay, written down from its formula. */
  private static final class Model {
    final List<Kept> kept = new ArrayList<>();
    double inflation;
    double now;

    double uses(Kept one) {
      return one.uses * Math.pow(2, -(now - one.lastUse) / TestCache.HALF_LIFE.toSeconds());
    }

    double worth(Kept one) {
      return one.inflation + uses(one) * reloadSeconds(one.blob) / bytes(one.blob);
    }

    boolean open(int blob) {
      Kept one = kept.stream().filter(each -> each.blob == blob).findFirst().orElse(null);
      if (one == null) {
        one = new Kept(blob);
        touch(one, 1);
        long pinned =
            kept.stream().filter(each -> each.leases > 0).mapToLong(each -> bytes(each.blob)).sum();
        if (pinned + bytes(blob) > QUOTA) {
          return false;
        }
        while (sum() + bytes(blob) > QUOTA) {
          Kept victim = null;
          for (Kept each : kept) {
            if (each.leases == 0 && (victim == null || worth(each) < worth(victim))) {
              victim = each;
            }
          }
          inflation = Math.max(inflation, worth(java.util.Objects.requireNonNull(victim)));
          kept.remove(victim);
        }
        now += reloadSeconds(blob);
        kept.add(one);
      } else {
        touch(one, 1);
      }
      one.leases++;
      return true;
    }

    void close(int blob) {
      Kept one = kept.stream().filter(each -> each.blob == blob).findFirst().orElseThrow();
      one.leases--;
      touch(one, 0);
    }

    private void touch(Kept one, int more) {
      one.uses = uses(one) + more;
      one.lastUse = now;
      one.inflation = inflation;
    }

    long sum() {
      return kept.stream().mapToLong(each -> bytes(each.blob)).sum();
    }
  }

  @Property(tries = 60)
  void keepsWhatTheModelKeeps(@ForAll("steps") List<Step> steps) throws IOException {
    var clock = new ManualClock();
    var store = new RemoteBlobs();
    List<BlobDigest> digests = new ArrayList<>();
    for (int blob = 0; blob < BLOBS; blob++) {
      digests.add(store.add(TestCache.bytes(bytes(blob), blob)));
    }
    store.onRead =
        (digest, _, _) -> clock.pass(Duration.ofSeconds(reloadSeconds(digests.indexOf(digest))));
    Path folder = Files.createTempDirectory("hearth-cache");
    var model = new Model();
    List<List<BlobLease>> leases = new ArrayList<>();
    digests.forEach(_ -> leases.add(new ArrayList<>()));
    try (BlobCache cache =
        TestCache.open(TestCache.settings(folder, QUOTA), store, clock, TestCache.NO_PAUSES)) {
      for (Step step : steps) {
        clock.pass(Duration.ofSeconds(step.seconds()));
        model.now += step.seconds();
        List<BlobLease> held = leases.get(step.blob());
        if (!step.opens() && !held.isEmpty()) {
          held.removeFirst().close();
          model.close(step.blob());
        } else if (model.open(step.blob())) {
          BlobLease lease = cache.open(digests.get(step.blob()));
          held.add(lease);
          assertArrayEquals(
              store.content(digests.get(step.blob())), Files.readAllBytes(lease.file()));
        } else {
          assertThrows(CacheFullException.class, () -> cache.open(digests.get(step.blob())));
        }
        assertEquals(
            model.kept.stream().map(one -> digests.get(one.blob)).collect(Collectors.toSet()),
            onDisk(folder));
        assertEquals(model.sum(), cache.status().bytes());
        assertTrue(cache.status().bytes() <= QUOTA);
      }
    } finally {
      deleteTree(folder);
    }
  }

  private static Set<BlobDigest> onDisk(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("blob"))) {
      return files
          .map(file -> new BlobDigest(file.getFileName().toString()))
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  private static void deleteTree(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
