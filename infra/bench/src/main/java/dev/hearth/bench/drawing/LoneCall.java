package dev.hearth.bench.drawing;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.media.Audio;
import dev.hearth.sdk.media.FileRef;
import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.media.MediaOutput;
import dev.hearth.sdk.media.Video;

/** A call that nobody follows: what it is told goes nowhere, a failure fails the benchmark. */
record LoneCall(long id) implements Call {
  @Override
  public void log(Level level, String message) {}

  @Override
  public void progress(int done, int total) {}

  @Override
  public void emit(Object partial) {}

  @Override
  public boolean cancelled() {
    return false;
  }

  @Override
  public void meter(long microUnits) {}

  @Override
  public void fail(CallException reason) {
    throw reason;
  }

  @Override
  public Image image(byte[] encoded, String contentType, int width, int height) {
    return new Image("hearth-file:0", contentType, "image", encoded.length, width, height);
  }

  @Override
  public MediaOutput<Image> writeImage(String contentType, int width, int height) {
    throw new UnsupportedOperationException("pictures come whole");
  }

  @Override
  public Video video(byte[] encoded, String contentType) {
    throw new UnsupportedOperationException("no videos");
  }

  @Override
  public Audio audio(byte[] encoded, String contentType) {
    throw new UnsupportedOperationException("no sounds");
  }

  @Override
  public FileRef file(byte[] content, String contentType, String fileName) {
    throw new UnsupportedOperationException("no files");
  }
}
