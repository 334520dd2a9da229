package dev.hearth.sdk.client;

/** Which calls in a function's queue go first. */
public enum Priority {
  NORMAL,
  LOW
}
