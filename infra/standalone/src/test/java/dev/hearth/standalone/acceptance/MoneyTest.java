package dev.hearth.standalone.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Each successful call is charged once, at units × price, and nothing else is. */
@ExtendWith(RunningInstallation.class)
final class MoneyTest {
  private static final String NO_PICTURE = "data:image/png;base64,aGVsbG8=";

  private final Installation installation;
  private final Caller developer;

  MoneyTest(Installation installation) {
    this.installation = installation;
    developer = installation.developer();
  }

  @Test
  void onlySuccessIsCharged() throws Exception {
    long price = Money.unitPriceNanos(installation, Upscale.FUNCTION);
    assertTrue(price > 0, "the example has a price");
    Money before = Money.settled(installation);

    List<Long> charges = new ArrayList<>();
    for (int[] size : new int[][] {{40, 30, 2}, {33, 17, 2}, {20, 50, 4}}) {
      long pixels = (long) size[0] * size[1] * size[2] * size[2];
      long charge = pixels * price / 1_000_000;
      Reply direct = developer.run(Upscale.FUNCTION, Upscale.input(size[0], size[1], size[2]));
      assertCost(charge, direct);
      Reply queued = queued(Upscale.input(size[0], size[1], size[2]));
      assertCost(charge, queued);
      charges.addAll(List.of(charge, charge));
    }
    assertFree(422, developer.run(Upscale.FUNCTION, Upscale.input(NO_PICTURE, 2)));
    assertFree(422, queued(Upscale.input(NO_PICTURE, 2)));
    assertFree(422, developer.run(Upscale.FUNCTION, Installation.JSON.createObjectNode()));

    before.assertPaid(installation, charges);
  }

  @Test
  void cancelledCallIsFree() throws Exception {
    Money before = Money.settled(installation);
    String first = developer.submit(Upscale.FUNCTION, Upscale.input(480, 320, 4)).requestId();
    String second = developer.submit(Upscale.FUNCTION, Upscale.input(480, 320, 4)).requestId();
    assertEquals(202, developer.cancel(Upscale.FUNCTION, second).status());

    assertFree(499, developer.await(Upscale.FUNCTION, second));
    Reply done = developer.await(Upscale.FUNCTION, first);
    assertEquals(200, done.status());
    before.assertPaid(installation, List.of(Money.costNanos(done)));
  }

  @Test
  void sameIdempotencyKeyIsOneRequestAndOneCharge() throws Exception {
    Money before = Money.settled(installation);
    JsonNode input = Upscale.input(48, 48, 2);
    List<Reply> queued =
        together(() -> developer.submit(Upscale.FUNCTION, input, "Idempotency-Key", "queue-once"));
    List<Reply> direct =
        together(() -> developer.run(Upscale.FUNCTION, input, "Idempotency-Key", "run-once"));

    assertEquals(1, queued.stream().map(Reply::requestId).distinct().count());
    assertEquals(1, direct.stream().map(Reply::requestId).distinct().count());
    assertEquals(1, direct.stream().map(Reply::body).distinct().count());
    Reply result = developer.await(Upscale.FUNCTION, queued.getFirst().requestId());
    before.assertPaid(
        installation, List.of(Money.costNanos(result), Money.costNanos(direct.getFirst())));
  }

  @Test
  void idempotencyKeyIsNotReusableForAnotherInput() throws Exception {
    JsonNode input = Upscale.input(24, 24, 2);
    String id = developer.submit(Upscale.FUNCTION, input, "Idempotency-Key", "other").requestId();
    Reply reused =
        developer.submit(Upscale.FUNCTION, Upscale.input(26, 24, 2), "Idempotency-Key", "other");
    assertEquals(422, reused.status(), reused::toString);
    assertEquals(200, developer.await(Upscale.FUNCTION, id).status());
  }

  @Test
  void callAboveItsOwnLimitIsRefused() throws Exception {
    Money before = Money.settled(installation);
    Reply refused =
        developer.run(
            Upscale.FUNCTION, Upscale.input(200, 200, 4), "x-hearth-max-cost", "0.000000001");
    assertFree(402, refused);
    before.assertPaid(installation, List.of());
  }

  private Reply queued(JsonNode input) throws Exception {
    return developer.await(Upscale.FUNCTION, developer.submit(Upscale.FUNCTION, input).requestId());
  }

  private static List<Reply> together(Callable<Reply> call) throws Exception {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Reply> replies = new ArrayList<>();
      for (Future<Reply> future : threads.invokeAll(List.of(call, call, call))) {
        replies.add(future.get());
      }
      replies.add(call.call());
      return replies;
    }
  }

  private static void assertCost(long nanos, Reply reply) {
    assertEquals(200, reply.status(), reply::toString);
    assertEquals(nanos, Money.costNanos(reply), "x-hearth-cost");
  }

  private static void assertFree(int status, Reply reply) {
    assertEquals(status, reply.status(), reply::toString);
    assertEquals(0, Money.costNanos(reply), "x-hearth-cost");
  }
}
