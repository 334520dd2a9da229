package dev.hearth.runtime.call;

import dev.hearth.runtime.media.InputMedia.Resolved;
import java.nio.file.Path;
import java.util.List;

/**
 * A call whose media are local.
 *
 * @param boundMicroUnits most it can consume
 * @param boundNanos most it can cost
 */
public record Prepared(CallSpec spec, Resolved media, long boundMicroUnits, long boundNanos) {
  /** JSON in UTF-8 for the worker. */
  byte[] input() {
    return media.input();
  }

  List<Path> files() {
    return media.files();
  }

  /** Deletes what was fetched for this call only. */
  public void discard() {
    media.discard();
  }
}
