package dev.hearth.runtime.pool;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.manifest.Manifest;
import dev.hearth.sdk.manifest.ManifestFile;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The queue against a plain list. */
class WorkQueueTest {
  private static final Manifest MANIFEST =
      new Manifest(
          Function.unary().descriptor(),
          List.of(new ManifestFile("lib/a.jar", BlobDigest.of(new byte[0]), 0)));

  private static Ticket ticket(SplittableRandom random) {
    return new Ticket(
        new Work(
            UUID.randomUUID(),
            "owner/f",
            "v",
            MANIFEST,
            random.nextBoolean() ? "/" : "/other",
            new byte[random.nextInt(20)],
            List.of(),
            random.nextBoolean() ? "a" : "b",
            random.nextInt(8) == 0,
            Duration.ofHours(1),
            new Heard()));
  }

  /** What {@link WorkQueue#takeBatch} promises, done slowly. */
  private static List<Ticket> expectedBatch(List<Ticket> waiting, WorkQueue.BatchLimit limit) {
    var batch = new ArrayList<>(List.of(waiting.getFirst()));
    Work head = waiting.getFirst().work();
    long bytes = head.input().length;
    for (Ticket next : waiting.subList(1, waiting.size())) {
      Work work = next.work();
      if (head.alone()
          || work.alone()
          || !work.endpoint().equals(head.endpoint())
          || !work.batchKey().equals(head.batchKey())) {
        continue;
      }
      bytes += work.input().length;
      if (batch.size() == limit.calls() || bytes > limit.bytes()) {
        break;
      }
      batch.add(next);
    }
    return batch;
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void queueBehavesLikeAList(long seed) {
    var random = new SplittableRandom(seed);
    var limit = new WorkQueue.BatchLimit(1 + random.nextInt(5), 10 + random.nextInt(60));
    var queue = new WorkQueue();
    var model = new ArrayList<Ticket>();
    for (int step = 0; step < 3000; step++) {
      switch (random.nextInt(5)) {
        case 0 -> {
          if (!model.isEmpty()) {
            List<Ticket> expected = expectedBatch(model, limit);
            assertEquals(expected, queue.takeBatch(limit));
            model.removeAll(expected);
          }
        }
        case 1 -> {
          Ticket gone = model.isEmpty() ? ticket(random) : model.get(random.nextInt(model.size()));
          assertEquals(model.remove(gone), queue.remove(gone));
        }
        case 2 -> {
          Ticket asked = model.isEmpty() ? ticket(random) : model.get(random.nextInt(model.size()));
          assertEquals(Math.max(0, model.indexOf(asked)), queue.position(asked));
        }
        default -> {
          Ticket added = ticket(random);
          queue.add(added);
          model.add(added);
        }
      }
      assertEquals(model.size(), queue.size());
      assertEquals(model.isEmpty() ? null : model.getFirst(), queue.head());
    }
    assertEquals(model, queue.takeAll());
    assertTrue(queue.isEmpty());
  }
}
