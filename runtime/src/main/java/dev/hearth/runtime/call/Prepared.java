package dev.hearth.runtime.call;

import dev.hearth.runtime.media.InputMedia.Resolved;
import java.nio.file.Path;
import java.util.List;

/**
 * A call whose media are local.
 *
 * @param input JSON in UTF-8 for the worker
 * @param boundMicroUnits most it can consume
 * @param boundNanos most it can cost
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
public record Prepared(
    CallSpec spec, byte[] input, Resolved media, long boundMicroUnits, long boundNanos) {
  List<Path> files() {
    return media.files();
  }

  /** Deletes what was fetched for this call only. */
  public void discard() {
    media.discard();
  }
}
