package dev.hearth.runtime.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** How long a worker that floods the node is held up, on a clock that moves only by waiting. */
class ThrottleTest {
  private static final int RATE = 1 << 20;
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private long nanos = 5;
  private long waited;
  private final Throttle throttle =
      new Throttle(
          RATE,
          () -> nanos,
          pause -> {
            waited += pause;
            nanos += pause;
          });

  private void send(int frames, int payloadBytes) throws InterruptedException {
    for (int i = 0; i < frames; i++) {
      throttle.take(payloadBytes);
    }
  }

  @Test
  void burstPassesAtOnce() throws InterruptedException {
    send(4 * RATE / (2 * Throttle.FRAME_BYTES), Throttle.FRAME_BYTES);
    assertEquals(0, waited);
  }

  @Test
  void floodIsHeldToTheRate() throws InterruptedException {
    send(14 * RATE / Throttle.FRAME_BYTES, 0);
    assertEquals(1000, waited / (SECOND / 100));
  }

  @Test
  void emptyFramesCostToo() throws InterruptedException {
    send(5 * RATE / Throttle.FRAME_BYTES, 0);
    assertTrue(waited > SECOND / 2, () -> "waited " + waited);
  }

  @Test
  void whoRestsMaySendAgainButSavesNoMoreThanABurst() throws InterruptedException {
    send(4 * RATE / Throttle.FRAME_BYTES, 0);
    nanos += 3600 * SECOND;
    send(4 * RATE / Throttle.FRAME_BYTES, 0);
    assertEquals(0, waited);
    send(RATE / Throttle.FRAME_BYTES, 0);
    assertEquals(100, waited / (SECOND / 100));
  }

  @Test
  void oneHugeFrameIsPaidForBehindIt() throws InterruptedException {
    throttle.take(6 * RATE - Throttle.FRAME_BYTES);
    assertEquals(2 * SECOND, waited);
  }
}
