package dev.hearth.standalone.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code kill -9} of each part, with calls under way. */
@ExtendWith(RunningInstallation.class)
final class CrashTest {
  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final int CALLS = 50;

  private final Installation installation;
  private final Caller developer;

  CrashTest(Installation installation) {
    this.installation = installation;
    developer = installation.developer();
  }

  /** What one test killed must not fail the next. */
  @AfterEach
  void awaitWhatWasKilled() throws Exception {
    awaitConsole();
  }

  @Test
  void directCallOutlivesItsWorker() throws Exception {
    Money before = Money.settled(installation);
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Reply> call =
          threads.submit(() -> developer.run(Upscale.FUNCTION, Upscale.input(640, 480, 4)));
      killBusyWorkers();
      assertFalse(call.isDone(), "the call was under way when its worker was killed");
      assertEnlarged(call.get(), 2560, 1920);
      before.assertPaid(installation, List.of(Money.costNanos(call.get())));
    }
  }

  @Test
  void queuedCallOutlivesItsWorker() throws Exception {
    Money before = Money.settled(installation);
    String id = developer.submit(Upscale.FUNCTION, Upscale.input(640, 480, 4)).requestId();
    killBusyWorkers();
    assertEquals(202, developer.status(Upscale.FUNCTION, id).status(), "still under way");
    Reply result = developer.await(Upscale.FUNCTION, id);
    assertEnlarged(result, 2560, 1920);
    before.assertPaid(installation, List.of(Money.costNanos(result)));
  }

  @Test
  void queuedCallsOutliveTheRuntime() throws Exception {
    Money before = Money.settled(installation);
    List<String> ids = submitMany();
    long runtime = installation.processes().listeningOn(installation.api().getPort());

    Processes.kill(runtime);

    before.assertPaid(installation, chargesOf(ids));
    assertNotEquals(
        runtime, installation.processes().listeningOn(installation.api().getPort()), "restarted");
  }

  @Test
  void queuedCallsOutliveTheMarketplace() throws Exception {
    Money before = Money.settled(installation);
    List<String> ids = submitMany();

    Processes.kill(installation.processes().listeningOn(installation.console().getPort()));

    List<Long> charges = chargesOf(ids);
    awaitConsole();
    before.assertPaid(installation, charges);
  }

  @Test
  void queuedCallsOutlivePostgres() throws Exception {
    Money before = Money.settled(installation);
    List<String> ids = submitMany();

    Processes.kill(installation.processes().postgres());

    List<Long> charges = chargesOf(ids);
    awaitConsole();
    before.assertPaid(installation, charges);
  }

  private void killBusyWorkers() throws Exception {
    List<Long> busy =
        Await.until(
            LONGEST,
            () -> installation.processes().busyWorkers(Upscale.FUNCTION),
            found -> !found.isEmpty());
    assertFalse(busy.isEmpty(), "a worker of " + Upscale.FUNCTION + " is at work");
    for (long pid : busy) {
      Processes.kill(pid);
    }
  }

  private List<String> submitMany() throws Exception {
    List<String> ids = new ArrayList<>();
    for (int call = 0; call < CALLS; call++) {
      ids.add(developer.submit(Upscale.FUNCTION, Upscale.input(64 + call, 96, 4)).requestId());
    }
    assertEquals(CALLS, new HashSet<>(ids).size());
    String last = ids.getLast();
    assertEquals(202, developer.status(Upscale.FUNCTION, last).status(), "still under way");
    return ids;
  }

  private List<Long> chargesOf(List<String> ids) throws Exception {
    List<Long> charges = new ArrayList<>();
    for (int call = 0; call < CALLS; call++) {
      Reply result = developer.await(Upscale.FUNCTION, ids.get(call));
      assertEnlarged(result, (64 + call) * 4, 96 * 4);
      charges.add(Money.costNanos(result));
    }
    return charges;
  }

  private void awaitConsole() throws Exception {
    Await.until(
        LONGEST,
        () -> {
          try {
            return Money.read(installation).ledgerTotal() == 0;
          } catch (IOException | IllegalArgumentException restarting) {
            return false;
          }
        },
        Boolean::booleanValue);
  }

  private static void assertEnlarged(Reply reply, int width, int height) {
    assertEquals(200, reply.status(), reply::toString);
    JsonNode image = reply.body().required("image");
    assertEquals(width, image.required("width").intValue());
    assertEquals(height, image.required("height").intValue());
  }
}
