package dev.hearth.examples.upscale;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.media.MediaOutput;
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
final class RecordingCall extends RowsCall {
  final List<String> log = new ArrayList<>();
  final List<String> progress = new ArrayList<>();
  private final int cancelAfter;
  private boolean refusesBytes;
  private byte @Nullable [] png;
  private @Nullable CallException failure;

  RecordingCall() {
    this(Integer.MAX_VALUE);
  }

  /** A call whose caller leaves after that many progress reports. */
  RecordingCall(int cancelAfter) {
    this.cancelAfter = cancelAfter;
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
    return Samples.of(ImageIO.read(new ByteArrayInputStream(png)));
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

  boolean failed() {
    return failure != null;
  }

  @Override
  public void log(Level level, String message) {
    log.add(level + " " + message);
  }

  @Override
  public void progress(int done, int total) {
    progress.add(done + "/" + total);
  }

  @Override
  public boolean cancelled() {
    return progress.size() >= cancelAfter;
  }

  @Override
  public void fail(CallException reason) {
    failure = reason;
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
}
