package dev.hearth.standalone.process;

import java.time.Duration;

/**
 * How long to wait before a process is started again: twice as long each time, from the shortest
 * wait to the longest; from the start again when the process ran well for a while.
 */
final class BackOff {
  private final Limits limits;
  private Duration next;

  BackOff(Limits limits) {
    this.limits = limits;
    this.next = limits.shortest();
  }

  /**
   * Bounds of the wait.
   *
   * @param well a process that ran this long ran well
   */
  record Limits(Duration shortest, Duration longest, Duration well) {
    static final Limits USUAL =
        new Limits(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(1));
  }

  Duration after(Duration uptime) {
    if (uptime.compareTo(limits.well()) >= 0) {
      next = limits.shortest();
    }
    Duration wait = next;
    Duration doubled = next.multipliedBy(2);
    next = doubled.compareTo(limits.longest()) > 0 ? limits.longest() : doubled;
    return wait;
  }
}
