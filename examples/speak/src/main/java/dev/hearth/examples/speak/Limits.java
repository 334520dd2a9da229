package dev.hearth.examples.speak;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;

/** How much one call may say. */
final class Limits {
  /** Name of the input field that all refusals point at. */
  static final String FIELD = "text";

  /** Most characters of the text. */
  static final int MAX_CHARACTERS = 5_000;

  /** Longest speech. Plain text of the most characters stays below it; a text of digits doesn't. */
  static final int MAX_SECONDS = 15 * 60;

  /** Longest text that flite gets at once; what it holds of a sentence grows with its length. */
  static final int MAX_SENTENCE_CHARACTERS = 400;

  /** Most pieces that a call streams; a node keeps only so many files of one call. */
  static final int MAX_PIECES = 32;

  private Limits() {}

  static CallException refusal(String reason) {
    return CallException.field(ErrorCode.INVALID_INPUT, FIELD, reason);
  }
}
