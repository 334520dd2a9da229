package dev.hearth.examples.upscale;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.function.Call;

/** Counts the tiles of one call, tells its caller, and stops when the caller has gone. */
final class Progress {
  private final Call call;
  private final int total;
  private int done;

  Progress(Call call, int total) {
    this.call = call;
    this.total = total;
  }

  /** To be called before each tile. */
  void checkNotCancelled() {
    if (call.cancelled()) {
      throw new CallException(
          ErrorCode.CLIENT_CANCELLED, "cancelled after " + done + " of " + total + " tiles");
    }
  }

  /** To be called after each tile. */
  void tileDone() {
    done++;
    call.progress(done, total);
  }
}
