package dev.hearth.examples.texttoimage;

/** Bounds of one call. */
final class Limits {
  /** Longest prompt. */
  static final int PROMPT_CHARACTERS = 500;

  /** Most steps. */
  static final int STEPS = 50;

  /** Most adapters of one call. */
  static final int LORAS = 8;

  /** Most pictures of one call. */
  static final int PICTURES = 4;

  private Limits() {}
}
