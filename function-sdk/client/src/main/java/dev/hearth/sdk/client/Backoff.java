package dev.hearth.sdk.client;

import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** The waits between repetitions: twice as long each time, a quarter more or less by chance. */
final class Backoff {
  private static final int MOST_DOUBLINGS = 20;
  private static final double JITTER = 0.25;

  private final RandomGenerator random;
  private final Sleeper sleeper;

  Backoff(RandomGenerator random, Sleeper sleeper) {
    this.random = random;
    this.sleeper = sleeper;
  }

  /** Lets time pass. */
  interface Sleeper {
    void sleep(Duration duration) throws InterruptedException;
  }

  void sleep(Duration duration) {
    try {
      sleeper.sleep(duration);
    } catch (InterruptedException e) {
      throw CallInterruptedException.restoring("interrupted between two requests", e);
    }
  }

  /** The wait after an attempt (from 0); never less than the server asked for. */
  Duration after(int attempt, RetryRule rule, @Nullable Duration asked) {
    long doubled = rule.first().toMillis() << Math.min(attempt, MOST_DOUBLINGS);
    long millis = Math.min(doubled, rule.longest().toMillis());
    long jittered = Math.round(millis * (1 + JITTER * (2 * random.nextDouble() - 1)));
    Duration own = Duration.ofMillis(jittered);
    return asked == null || asked.compareTo(own) < 0 ? own : asked;
  }
}
