package dev.hearth.runtime.queue;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.runtime.call.CallSpec;
import dev.hearth.runtime.harness.Await;
import dev.hearth.runtime.harness.FakeMarketplace.Member;
import dev.hearth.runtime.harness.FakePools;
import dev.hearth.runtime.harness.Installation;
import dev.hearth.runtime.harness.Pictures;
import dev.hearth.runtime.harness.TestFunction;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is held of a caller's funds, and what is charged. */
@QuarkusTest
@QuarkusTestResource(Installation.class)
class ChargesTest extends QueueFixture {
  @Test
  void fundsAreNeverOverspent() throws Exception {
    Member caller = marketplace.developer("5.5");
    var succeeded = new AtomicInteger();
    var refused = new AtomicInteger();
    try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 24; i++) {
        CallSpec call = calls.call(caller, TestFunction.DEAR, "{}");
        boolean direct = i % 2 == 0;
        var _ =
            threads.submit(
                () -> {
                  try {
                    Ending ending =
                        direct
                            ? requests.run(call, new DirectCaller())
                            : ended(requests.submit(call, "normal"), caller);
                    assertEquals(RequestState.SUCCEEDED, ending.state());
                    return succeeded.incrementAndGet();
                  } catch (CallException e) {
                    assertEquals(ErrorCode.INSUFFICIENT_FUNDS, e.code());
                    return refused.incrementAndGet();
                  }
                });
      }
    }
    assertEquals(5, succeeded.get());
    assertEquals(19, refused.get());
    awaitBalance(caller, 500_000_000);
    CallException poor =
        refusal(
            () -> requests.run(calls.call(caller, TestFunction.DEAR, "{}"), new DirectCaller()));
    assertEquals("this call may cost up to $1, the account has $0.5 available", poor.reason());
  }

  @Test
  void maxCostIsHonoured() {
    Member caller = marketplace.developer("5");
    CallSpec call =
        calls.call(
            caller, TestFunction.DEAR, "{}", Duration.ofHours(1), OptionalLong.of(999_999_999));
    assertEquals(
        ErrorCode.MAX_COST_EXCEEDED, refusal(() -> requests.run(call, new DirectCaller())).code());
    assertEquals(
        ErrorCode.MAX_COST_EXCEEDED, refusal(() -> requests.submit(call, "normal")).code());
    assertEquals(List.of(), pools.seen());
  }

  @Test
  void megapixelsAreBoundByTheInputAndMeasuredFromTheOutput() throws Exception {
    // The cap of 16 megapixels, $0.016, is more than the account has: the picture's own bound
    // counts
    // for a direct call.
    Member caller = marketplace.developer("0.001");
    String input = "{\"image_url\":\"" + Pictures.pngDataUri(100, 50) + "\"}";
    pools.script(
        work -> {
          assertEquals(1, work.media().size());
          String json = new String(work.input(), StandardCharsets.UTF_8);
          assertTrue(json.contains("\"url\":\"hearth-media:0\""), json);
          assertTrue(json.contains("\"width\":100"), json);
          pools.answer(
              work,
              "{\"image\":{\"url\":\"hearth-file:0\",\"content_type\":\"text/html\"}}",
              -1,
              List.of(FakePools.file(Pictures.png(200, 100))));
        });
    Ending ending =
        requests.run(calls.call(caller, TestFunction.UPSCALE, input), new DirectCaller());
    assertEquals(RequestState.SUCCEEDED, ending.state());
    assertEquals(20_000, ending.microUnits());
    assertEquals(20_000, ending.chargeNanos());
    String body = new String(ending.body(), StandardCharsets.UTF_8);
    assertTrue(body.contains("\"content_type\":\"image/png\""), body);
    assertTrue(body.contains("\"width\":200"), body);
    awaitBalance(caller, 1_000_000 - 20_000);
  }

  /** fal's sync_mode: no field of the function's schema, and nothing that is free. */
  @Test
  void filesWithinTheOutputAreBilledLikeOthers() throws Exception {
    Member caller = marketplace.developer("0.001");
    pools.script(
        work ->
            pools.answer(
                work,
                "{\"image\":{\"url\":\"hearth-file:0\"}}",
                -1,
                List.of(FakePools.file(Pictures.png(200, 100)))));
    for (String mode : List.of("true", "false", "\"true\"")) {
      String input =
          "{\"image_url\":\"%s\",\"sync_mode\":%s}".formatted(Pictures.pngDataUri(100, 50), mode);
      Ending ending =
          requests.run(calls.call(caller, TestFunction.UPSCALE, input), new DirectCaller());
      assertEquals(20_000, ending.chargeNanos());
      String body = new String(ending.body(), StandardCharsets.UTF_8);
      assertEquals(mode.equals("true"), body.contains("\"url\":\"data:image/png;base64,"), body);
      assertEquals(!mode.equals("true"), body.contains("/media/"), body);
    }
  }

  @Test
  void queuedHoldShrinksToThePictureAndAnOutputAboveItFails() throws Exception {
    Member caller = marketplace.developer("0.016");
    pools.keep();
    String input = "{\"image_url\":\"" + Pictures.pngDataUri(10, 10) + "\",\"scale\":1}";
    UUID first = requests.submit(calls.call(caller, TestFunction.UPSCALE, input), "normal");
    Await.until("prepared", () -> pools.openWork().size() == 1);
    // The first held all of the account's funds; its picture is small, so there is room now.
    var work = pools.openWork().getFirst();
    pools.answer(
        work, "{\"url\":\"hearth-file:0\"}", -1, List.of(FakePools.file(Pictures.png(20, 10))));
    Ending tooBig = ended(first, caller);
    assertEquals("invalid_output", tooBig.errorType());
    assertEquals(0, tooBig.chargeNanos());
    UUID second = requests.submit(calls.call(caller, TestFunction.UPSCALE, input), "normal");
    Await.until("prepared", () -> pools.openWork().size() == 1);
    pools.answer(
        pools.openWork().getFirst(),
        "{\"url\":\"hearth-file:0\"}",
        -1,
        List.of(FakePools.file(Pictures.png(10, 10))));
    assertEquals(100, ended(second, caller).chargeNanos());
    awaitBalance(caller, 16_000_000 - 100);
  }

  @Test
  void pictureAboveTheCapIsRefused() throws Exception {
    Member caller = marketplace.developer("1");
    String input = "{\"image_url\":\"" + Pictures.pngDataUri(3000, 3000) + "\"}";
    CallException direct =
        refusal(
            () ->
                requests.run(calls.call(caller, TestFunction.UPSCALE, input), new DirectCaller()));
    assertEquals(ErrorCode.IMAGE_TOO_LARGE, direct.code());
    UUID id = requests.submit(calls.call(caller, TestFunction.UPSCALE, input), "normal");
    Ending queued = ended(id, caller);
    assertEquals(422, queued.status());
    assertTrue(
        new String(queued.body(), StandardCharsets.UTF_8)
            .contains("\"loc\":[\"body\",\"image_url\"]"));
  }

  @Test
  void meteredUnitsAreTakenFromTheFunctionWithinItsCap() throws Exception {
    Member caller = marketplace.developer("1");
    pools.script(work -> pools.answer(work, "{}", 2_500_000, List.of()));
    Ending ending = requests.run(calls.call(caller, TestFunction.SPEECH, "{}"), new DirectCaller());
    assertEquals(7, ending.chargeNanos());
    for (long metered : new long[] {-1, 100_000_001}) {
      pools.script(work -> pools.answer(work, "{}", metered, List.of()));
      assertEquals(
          "invalid_output",
          requests
              .run(calls.call(caller, TestFunction.SPEECH, "{}"), new DirectCaller())
              .errorType());
    }
    awaitBalance(caller, 999_999_993);
    assertEquals(1, marketplace.events(caller).size());
  }

  @Test
  void usageWaitsForAMarketplaceThatIsDown() throws Exception {
    Member caller = marketplace.developer("3");
    Member unknown = marketplace.developer("3");
    CallSpec stranger = calls.call(unknown, TestFunction.DEAR, "{}");
    requests.run(calls.call(caller, TestFunction.DEAR, "{}"), new DirectCaller());
    awaitBalance(caller, 2_000_000_000);
    CallSpec call = calls.call(caller, TestFunction.DEAR, "{}");
    marketplace.down(true);
    try {
      assertEquals(RequestState.SUCCEEDED, requests.run(call, new DirectCaller()).state());
      assertEquals(
          503, refusal(() -> requests.run(stranger, new DirectCaller())).code().httpStatus());
      assertEquals(2_000_000_000, marketplace.balance(caller));
    } finally {
      marketplace.down(false);
    }
    awaitBalance(caller, 1_000_000_000);
    // The lease whose answer was lost doesn't keep the stranger's money.
    Await.until("nothing reserved", () -> marketplace.reserved(unknown) == 0);
    assertArrayEquals(
        "{}".getBytes(StandardCharsets.UTF_8), requests.run(stranger, new DirectCaller()).body());
  }

  @Test
  void unspentCreditComesBackAtTheEndOfItsTerm() throws Exception {
    Member caller = marketplace.developer("3");
    marketplace.term(1);
    try {
      pools.keep();
      UUID open = requests.submit(calls.call(caller, TestFunction.DEAR, "{}"), "normal");
      Await.until(
          "only the open call's hold is reserved",
          () -> marketplace.reserved(caller) == 1_000_000_000);
      pools.openWork().forEach(pools::echo);
      assertEquals(1_000_000_000, ended(open, caller).chargeNanos());
      awaitBalance(caller, 2_000_000_000);
      assertEquals(0, marketplace.reserved(caller));
    } finally {
      marketplace.term(600);
    }
  }
}
