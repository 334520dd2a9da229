package dev.hearth.runtime.worker;

import dev.hearth.sdk.error.CallException;
import java.nio.file.Path;
import java.util.List;

/** How a worker ended a call. */
public sealed interface CallAnswer {
  /**
   * The function's output.
   *
   * @param json valid JSON in UTF-8
   * @param meteredMicroUnits -1 if the function didn't meter
   * @param files output files by number; the receiver owns them
   */
  @SuppressWarnings("ArrayRecordComponent") // passed on, never compared
  record Result(byte[] json, long meteredMicroUnits, List<Path> files) implements CallAnswer {}

  /**
   * The function refused or failed.
   *
   * @param stack for the function's owner only; empty if there is none
   * @param files output files that partial outputs may name, by number; the receiver owns them
   */
  record Failure(CallException reason, String stack, List<Path> files) implements CallAnswer {}
}
