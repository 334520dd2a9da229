package dev.hearth.examples.removebackground;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.media.Audio;
import dev.hearth.sdk.media.FileRef;
import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.media.MediaOutput;
import dev.hearth.sdk.media.Video;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** A call that keeps what the function does with it. */
final class RecordingCall implements Call {
  final List<String> log = new ArrayList<>();
  private boolean cancelled;
  private boolean refusesBytes;
  private byte @Nullable [] png;
  private @Nullable CallException failure;

  /** Makes this a call whose caller has left. */
  RecordingCall withdrawn() {
    cancelled = true;
    return this;
  }

  /** Makes this a call that no result can be written to. */
  RecordingCall refusingBytes() {
    refusesBytes = true;
    return this;
  }

  /** A file as the node gives it to a function. */
  static Image input(Path file) throws IOException {
    String name = String.valueOf(file.getFileName());
    return new Image(
        file.toUri().toString(), "application/octet-stream", name, Files.size(file), 0, 0);
  }

  /** The picture that the function stored. */
  Picture picture() throws IOException {
    if (png == null) {
      throw new AssertionError("no picture was stored", failure);
    }
    return Pixels.of(ImageIO.read(new ByteArrayInputStream(png)));
  }

  boolean hasPicture() {
    return png != null;
  }

  /** The reason that the function ended this call with. */
  CallException failure() {
    if (failure == null) {
      throw new AssertionError("the call did not fail");
    }
    return failure;
  }

  @Override
  public long id() {
    return 1;
  }

  @Override
  public void log(Level level, String message) {
    log.add(level + " " + message);
  }

  @Override
  public void progress(int done, int total) {
    throw new AssertionError("too short for reports");
  }

  @Override
  public boolean cancelled() {
    return cancelled;
  }

  @Override
  public void fail(CallException reason) {
    failure = reason;
  }

  @Override
  public Image image(byte[] encoded, String contentType, int width, int height) {
    throw new AssertionError("results are written as they are encoded");
  }

  @Override
  public MediaOutput<Image> writeImage(String contentType, int width, int height) {
    var written = new ByteArrayOutputStream();
    return new MediaOutput<>() {
      @Override
      public void write(int value) {
        written.write(value);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        if (refusesBytes) {
          throw new IOException("no room");
        }
        written.write(bytes, offset, length);
      }

      @Override
      public Image finish() {
        png = written.toByteArray();
        return new Image("hearth-file:0", contentType, "0.png", written.size(), width, height);
      }
    };
  }

  @Override
  public void emit(Object partial) {
    throw new AssertionError("the function doesn't stream");
  }

  @Override
  public void meter(long microUnits) {
    throw new AssertionError("the node measures megapixels");
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
