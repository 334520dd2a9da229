package dev.hearth.standalone.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What one account does stays out of another's sight. */
@ExtendWith(RunningInstallation.class)
final class StrangersTest {
  private final Caller owner;
  private final Caller stranger;

  StrangersTest(Installation installation) {
    owner = installation.developer();
    stranger = installation.creator();
  }

  @Test
  void anothersEndedRequestIsNotFound() throws Exception {
    String id = owner.submit(Upscale.FUNCTION, Upscale.input(32, 32, 2)).requestId();
    assertEquals(200, owner.await(Upscale.FUNCTION, id).status());

    assertEquals(404, stranger.status(Upscale.FUNCTION, id).status());
    assertEquals(404, stranger.result(Upscale.FUNCTION, id).status());
    assertEquals(404, stranger.cancel(Upscale.FUNCTION, id).status());
  }

  @Test
  void strangersCancelLeavesAWaitingRequestAlone() throws Exception {
    String first = owner.submit(Upscale.FUNCTION, Upscale.input(480, 320, 4)).requestId();
    String waiting = owner.submit(Upscale.FUNCTION, Upscale.input(64, 64, 4)).requestId();

    assertEquals(404, stranger.cancel(Upscale.FUNCTION, waiting).status());
    assertEquals(404, stranger.status(Upscale.FUNCTION, waiting).status());
    assertEquals(200, owner.await(Upscale.FUNCTION, waiting).status());
    assertEquals(200, owner.await(Upscale.FUNCTION, first).status());
  }

  @Test
  void strangersIdempotencyKeyMeetsNothing() throws Exception {
    String mine =
        owner
            .submit(Upscale.FUNCTION, Upscale.input(16, 16, 2), "Idempotency-Key", "shared")
            .requestId();
    String theirs =
        stranger
            .submit(Upscale.FUNCTION, Upscale.input(16, 16, 2), "Idempotency-Key", "shared")
            .requestId();
    assertNotEquals(mine, theirs);
    assertEquals(404, stranger.result(Upscale.FUNCTION, mine).status());
  }
}
