package dev.hearth.examples.upscale;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.media.MediaOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A call of a batch from the reading of its picture to its answer. It fails alone. */
final class Job implements AutoCloseable {
  private static final String PNG = "image/png";

  private final Call call;
  private final Original original;
  private final int scale;
  private @Nullable MediaOutput<Image> file;
  private @Nullable PngWriter png;
  private @Nullable UpscaleOutput output;
  private boolean failed;

  Job(Call call, Original original, int scale) {
    this.call = call;
    this.original = original;
    this.scale = scale;
  }

  Call call() {
    return call;
  }

  Original original() {
    return original;
  }

  /** Whether the picture fits one tile, so that it may share a run with others. */
  boolean isSmall() {
    return Math.max(original.width(), original.height()) <= Enlarger.TILE_SIDE;
  }

  /** Whether the call still waits for its answer. */
  boolean isOpen() {
    return !failed && output == null;
  }

  /** What was made of the picture; null if the call failed. */
  @Nullable UpscaleOutput output() {
    return output;
  }

  /** Writes a row of the result, unless the call has failed. */
  void write(int[] argb, int from) {
    if (!isOpen()) {
      return;
    }
    try {
      writer().row(argb, from);
    } catch (IOException | RuntimeException e) {
      fail(e);
    }
  }

  /** Ends the result, once every row was written. */
  void finish(String words) {
    if (!isOpen()) {
      return;
    }
    try {
      writer().finish();
      if (file != null) {
        output = new UpscaleOutput(file.finish());
        call.log(words);
      }
    } catch (IOException | RuntimeException e) {
      fail(e);
    }
  }

  /** Ends the call, unless it has its answer already. */
  void fail(Throwable reason) {
    if (!isOpen()) {
      return;
    }
    failed = true;
    fail(call, reason);
  }

  /** Ends a call. What isn't meant for its caller becomes a failure of the function. */
  static void fail(Call call, Throwable reason) {
    call.fail(
        reason instanceof CallException refusal
            ? refusal
            : new CallException(ErrorCode.FUNCTION_FAILED, "the picture was not enlarged", reason));
  }

  @Override
  public void close() {
    if (png != null) {
      png.close();
    }
  }

  /** The result begins with its first row, so that a call which fails before leaves none. */
  private PngWriter writer() throws IOException {
    if (png == null) {
      int width = original.width() * scale;
      int height = original.height() * scale;
      file = call.writeImage(PNG, width, height);
      png = new PngWriter(file, width, height, original.opaque());
    }
    return png;
  }
}
