package dev.hearth.coldstart.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** What holds of every worth. */
final class WorthPropertyTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration HALF_LIFE = Duration.ofMinutes(10);

  private static Worth used(int times, double reloadSeconds) {
    Worth worth = Worth.unused(START, reloadSeconds);
    for (int i = 0; i < times; i++) {
      worth = worth.used(0, START, HALF_LIFE);
    }
    return worth;
  }

  private static double at(Worth worth, Duration later, long bytes) {
    return worth.at(START.plus(later), bytes, HALF_LIFE);
  }

  @Property
  void usesHalveWithTheHalfLife(
      @ForAll @IntRange(min = 1, max = 50) int uses, @ForAll @IntRange(max = 20) int halves) {
    double expected = uses * Math.pow(0.5, halves);
    double actual = at(used(uses, 1), HALF_LIFE.multipliedBy(halves), 1);
    assertEquals(expected, actual, expected * 1e-9);
  }

  @Property
  void moreUseSlowerReloadAndFewerBytesAreWorthMore(
      @ForAll @IntRange(min = 1, max = 50) int uses,
      @ForAll @IntRange(min = 1, max = 1000) int reloadSeconds,
      @ForAll @LongRange(min = 1, max = 1L << 40) long bytes,
      @ForAll @IntRange(max = 3600) int seconds) {
    Duration later = Duration.ofSeconds(seconds);
    double worth = at(used(uses, reloadSeconds), later, bytes);
    assertTrue(at(used(uses + 1, reloadSeconds), later, bytes) > worth);
    assertTrue(at(used(uses, reloadSeconds + 1), later, bytes) > worth);
    assertTrue(at(used(uses, reloadSeconds), later, bytes + 1 + bytes / 1000) < worth);
    assertTrue(at(used(uses, reloadSeconds), later.plusSeconds(1), bytes) < worth);
  }

  @Property
  void whatIsNoLongerUsedIsPassedByNewerOnesInTheEnd(
      @ForAll @IntRange(min = 1, max = 1000) int uses) {
    Worth once = used(uses, 100);
    double inflation = once.at(START, 1, HALF_LIFE);
    Worth fresh = Worth.unused(START, 0.001).used(inflation, START, HALF_LIFE);
    assertTrue(at(fresh, Duration.ZERO, 1L << 40) >= at(once, Duration.ZERO, 1));
  }

  @Property
  void aClockThatGoesBackMakesNothingMoreUsed(@ForAll @IntRange(min = 1, max = 50) int uses) {
    Worth worth = used(uses, 1);
    assertEquals(uses, worth.at(START.minusSeconds(1000), 1, HALF_LIFE));
  }
}
