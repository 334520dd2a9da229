package dev.hearth.runtime.marketplace;

/** What the marketplace says when it is asked for a lease. */
public sealed interface LeaseAnswer {
  /**
   * It lends.
   *
   * @param termSeconds after this no new holds are made in the lease
   */
  record Granted(long grantedNanos, long termSeconds) implements LeaseAnswer {}

  /** The account hasn't got the minimum. */
  record Refused(long availableNanos) implements LeaseAnswer {}
}
