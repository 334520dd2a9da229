package dev.hearth.sdk.worker;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.media.Audio;
import dev.hearth.sdk.media.FileRef;
import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.media.MediaOutput;
import dev.hearth.sdk.media.Video;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameType;
import dev.hearth.sdk.protocol.ResultPayload;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A call between {@code RUN} and its answer.
 *
 * <p>The node closes the connection on a frame of a call that has ended, and functions may hold on
 * to a call. So everything a call sends is sent under its lock, and nothing once it has ended: what
 * returns nothing is then without effect, what returns something throws.
 */
final class LiveCall implements Call {
  private final long id;
  private final NodeLink link;
  private final WorkerLog log;
  private final HintTeller hints;
  private final Translation<?, ?> translation;
  private final OpenCalls open;
  private final OutputFiles files;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean ended;
  private long meteredMicroUnits = ResultPayload.NOT_METERED;
  private volatile boolean cancelled;
  private volatile boolean parked;

  LiveCall(
      long id,
      NodeLink link,
      WorkerLog log,
      HintTeller hints,
      Translation<?, ?> translation,
      OpenCalls open) {
    this.id = id;
    this.link = link;
    this.log = log;
    this.hints = hints;
    this.translation = translation;
    this.open = open;
    this.files = new OutputFiles(link, id);
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public void log(Level level, String message) {
    String word = level.name();
    whileOpen(() -> log.write(id, word, message));
  }

  @Override
  public void progress(int done, int total) {
    if (done < 0 || total < 0 || done > total) {
      throw new IllegalArgumentException("progress of " + done + " of " + total);
    }
    String payload = JsonObject.builder().put("done", done).put("total", total).build().print();
    whileOpen(() -> link.send(Frame.of(FrameType.PROGRESS, id, payload)));
  }

  @Override
  public void emit(Object partial) {
    byte[] json = translation.encodePartial(partial);
    whileOpen(() -> link.send(new Frame(FrameType.EMIT, id, json)));
  }

  @Override
  public boolean cancelled() {
    return cancelled;
  }

  void cancel() {
    cancelled = true;
  }

  /** Whether the node wants the call off the device; the function may not have obeyed yet. */
  boolean parked() {
    return parked;
  }

  void park() {
    parked = true;
  }

  void resume() {
    parked = false;
  }

  @Override
  public void meter(long microUnits) {
    if (microUnits < 0) {
      throw new IllegalArgumentException("a call can't consume " + microUnits + " micro-units");
    }
    whileOpen(() -> meteredMicroUnits = microUnits);
  }

  @Override
  public void fail(CallException reason) {
    end(ErrorReply.of(id, reason));
  }

  /** Ends the call with an exception that the function threw, or the harness in its place. */
  void fail(Throwable failure) {
    end(ErrorReply.of(id, failure));
  }

  /** Ends the call with its output, on a thread of the function. */
  void succeed(byte[] json) {
    hints.beforeAnswer();
    if (json.length > Frame.MAX_PAYLOAD_BYTES - Long.BYTES) {
      fail(
          new CallException(
              ErrorCode.OUTPUT_INVALID,
              "the output has %d bytes as JSON, allowed are %d"
                  .formatted(json.length, Frame.MAX_PAYLOAD_BYTES - Long.BYTES)));
      return;
    }
    whileOpen(
        () -> {
          if (files.unfinished()) {
            fail(
                new CallException(
                    ErrorCode.OUTPUT_INVALID, "the function left an output file unfinished"));
          } else {
            byte[] result = new ResultPayload(meteredMicroUnits, json).encode();
            end(new Frame(FrameType.RESULT, id, result));
          }
        });
  }

  boolean hasEnded() {
    lock.lock();
    try {
      return ended;
    } finally {
      lock.unlock();
    }
  }

  private void end(Frame answer) {
    whileOpen(
        () -> {
          ended = true;
          // Before the answer, as the node may send the next call at once.
          open.remove(this);
          link.send(answer);
        });
  }

  private void whileOpen(Runnable action) {
    lock.lock();
    try {
      if (!ended) {
        action.run();
      }
    } finally {
      lock.unlock();
    }
  }

  private <T> T orThrow(Supplier<T> action) {
    lock.lock();
    try {
      requireOpen();
      return action.get();
    } finally {
      lock.unlock();
    }
  }

  private void requireOpen() {
    if (ended) {
      throw new IllegalStateException("call " + id + " has ended");
    }
  }

  @Override
  public Image image(byte[] encoded, String contentType, int width, int height) {
    requirePicture(contentType, width, height);
    String name = OutputFiles.name("image", contentType);
    return orThrow(
        () -> new Image(files.send(encoded), contentType, name, encoded.length, width, height));
  }

  @Override
  public MediaOutput<Image> writeImage(String contentType, int width, int height) {
    requirePicture(contentType, width, height);
    return orThrow(
        () -> {
          files.begin();
          return new PictureOutput(this, contentType, width, height);
        });
  }

  /** Sends a piece of the file under way. */
  void sendPiece(byte[] bytes) {
    lock.lock();
    try {
      requireOpen();
      files.piece(bytes);
    } finally {
      lock.unlock();
    }
  }

  /** Sends the last piece of the file under way and returns the file's URL. */
  String finishFile(byte[] bytes) {
    return orThrow(() -> files.finish(bytes));
  }

  private static void requirePicture(String contentType, int width, int height) {
    OutputFiles.requireContentType(contentType);
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException("a picture of " + width + " × " + height + " pixels");
    }
  }

  @Override
  public Video video(byte[] encoded, String contentType) {
    OutputFiles.requireContentType(contentType);
    String name = OutputFiles.name("video", contentType);
    return orThrow(() -> new Video(files.send(encoded), contentType, name, encoded.length));
  }

  @Override
  public Audio audio(byte[] encoded, String contentType) {
    OutputFiles.requireContentType(contentType);
    String name = OutputFiles.name("audio", contentType);
    return orThrow(() -> new Audio(files.send(encoded), contentType, name, encoded.length));
  }

  @Override
  public FileRef file(byte[] content, String contentType, String fileName) {
    OutputFiles.requireContentType(contentType);
    OutputFiles.requirePlainName(fileName);
    return orThrow(() -> new FileRef(files.send(content), contentType, fileName, content.length));
  }
}
