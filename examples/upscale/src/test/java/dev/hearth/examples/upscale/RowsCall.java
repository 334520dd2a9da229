package dev.hearth.examples.upscale;

import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.media.Audio;
import dev.hearth.sdk.media.FileRef;
import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.media.Video;

/** A call of a function that writes one picture row by row, and fails if it does anything else. */
abstract class RowsCall implements Call {
  @Override
  public long id() {
    return 1;
  }

  @Override
  public void emit(Object partial) {
    throw new AssertionError("the upscaler doesn't stream");
  }

  @Override
  public void meter(long microUnits) {
    throw new AssertionError("the node measures megapixels");
  }

  @Override
  public Image image(byte[] encoded, String contentType, int width, int height) {
    throw new AssertionError("results are written row by row");
  }

  @Override
  public Video video(byte[] encoded, String contentType) {
    throw new AssertionError("no video");
  }

  @Override
  public Audio audio(byte[] encoded, String contentType) {
    throw new AssertionError("no sound");
  }

  @Override
  public FileRef file(byte[] content, String contentType, String fileName) {
    throw new AssertionError("no file");
  }
}
