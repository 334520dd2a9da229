package dev.hearth.runtime.marketplace;

/** What the marketplace says when a lease is returned. */
public enum CloseAnswer {
  CLOSED,
  /** It never lent this. */
  UNKNOWN,
  /** It has other figures. */
  CONTRADICTED
}
