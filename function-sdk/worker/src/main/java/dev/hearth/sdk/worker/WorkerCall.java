package dev.hearth.sdk.worker;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.FunctionCodec;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.media.Audio;
import dev.hearth.sdk.media.FileRef;
import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.media.Video;
import dev.hearth.sdk.protocol.FileChunk;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameChannel;
import dev.hearth.sdk.protocol.FrameType;
import dev.hearth.sdk.protocol.ResultPayload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * One call. Its lock orders its frames, so that nothing is sent for a call that has ended: the node
 * takes a frame of an unknown call for an attack.
 */
final class WorkerCall implements Call {
  private final long id;
  private final FrameChannel channel;
  private final FunctionCodec<Object, Object> codec;
  private final ReentrantLock sending = new ReentrantLock();
  private boolean ended;
  private int files;
  private long meteredMicroUnits = ResultPayload.NOT_METERED;
  private volatile boolean cancelled;

  WorkerCall(long id, FrameChannel channel, FunctionCodec<Object, Object> codec) {
    this.id = id;
    this.channel = channel;
    this.codec = codec;
  }

  @Override
  public long id() {
    return id;
  }

  @Override
  public void log(Level level, String message) {
    send(FrameType.LOG, LogLines.line(level.name(), message));
  }

  @Override
  public void progress(int done, int total) {
    if (done < 0 || total < done) {
      throw new IllegalArgumentException("progress " + done + " of " + total);
    }
    send(FrameType.PROGRESS, JsonObject.builder().put("done", done).put("total", total).build());
  }

  @Override
  public void emit(Object partial) {
    send(FrameType.EMIT, codec.encode(partial));
  }

  @Override
  public boolean cancelled() {
    return cancelled;
  }

  void cancel() {
    cancelled = true;
  }

  @Override
  public void meter(long microUnits) {
    if (microUnits < 0) {
      throw new IllegalArgumentException("metered " + microUnits + " micro-units");
    }
    sending.lock();
    try {
      meteredMicroUnits = microUnits;
    } finally {
      sending.unlock();
    }
  }

  @Override
  public void fail(CallException reason) {
    end(reason);
  }

  @Override
  public Image image(byte[] encoded, String contentType, int width, int height) {
    int index = store(encoded);
    return new Image(
        url(index), contentType, name(index, contentType), encoded.length, width, height);
  }

  @Override
  public Video video(byte[] encoded, String contentType) {
    int index = store(encoded);
    return new Video(url(index), contentType, name(index, contentType), encoded.length);
  }

  @Override
  public Audio audio(byte[] encoded, String contentType) {
    int index = store(encoded);
    return new Audio(url(index), contentType, name(index, contentType), encoded.length);
  }

  @Override
  public FileRef file(byte[] content, String contentType, String fileName) {
    int index = store(content);
    return new FileRef(url(index), contentType, fileName, content.length);
  }

  private static String url(int index) {
    return ResultPayload.FILE_SCHEME + index;
  }

  /** {@code image-0.png} for {@code image/png}. */
  private static String name(int index, String contentType) {
    int slash = contentType.indexOf('/');
    String kind = slash < 0 ? "file" : contentType.substring(0, slash);
    String suffix = slash < 0 ? "bin" : contentType.substring(slash + 1);
    return kind + "-" + index + "." + (suffix.equals("jpeg") ? "jpg" : suffix);
  }

  private int store(byte[] content) {
    sending.lock();
    try {
      if (ended) {
        throw new IllegalStateException("the call has ended; it can't have more files");
      }
      int index = files++;
      int offset = 0;
      do {
        int end = Math.min(content.length, offset + FileChunk.MAX_BYTES);
        var chunk =
            new FileChunk(index, end == content.length, Arrays.copyOfRange(content, offset, end));
        channel.write(new Frame(FrameType.FILE, id, chunk.encode()));
        offset = end;
      } while (offset < content.length);
      return index;
    } catch (IOException e) {
      throw new UncheckedIOException("the node is gone", e);
    } finally {
      sending.unlock();
    }
  }

  /** Answers with an output; without effect once the call has ended. */
  void end(@Nullable Object output) {
    if (output == null) {
      end(new CallException(ErrorCode.OUTPUT_INVALID, "the function answered null"));
      return;
    }
    byte[] json;
    try {
      json = codec.encode(output).print().getBytes(StandardCharsets.UTF_8);
      if (json.length > Frame.MAX_PAYLOAD_BYTES - Long.BYTES) {
        throw new CallException(
            ErrorCode.OUTPUT_INVALID,
            "the output is %d bytes of JSON, allowed are %d; return large data as files"
                .formatted(json.length, Frame.MAX_PAYLOAD_BYTES - Long.BYTES));
      }
    } catch (RuntimeException e) {
      end(e);
      return;
    }
    last(() -> new Frame(FrameType.RESULT, id, new ResultPayload(metered(), json).encode()));
  }

  private long metered() {
    return meteredMicroUnits;
  }

  /** Answers with a failure; without effect once the call has ended. */
  void end(Throwable failure) {
    last(() -> Frame.of(FrameType.ERROR, id, Failures.describe(failure).print()));
  }

  private void last(java.util.function.Supplier<Frame> frame) {
    sending.lock();
    try {
      if (!ended) {
        channel.write(frame.get());
        ended = true;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the node is gone", e);
    } finally {
      sending.unlock();
    }
  }

  private void send(FrameType type, Json payload) {
    sending.lock();
    try {
      if (!ended) {
        channel.write(Frame.of(type, id, payload.print()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the node is gone", e);
    } finally {
      sending.unlock();
    }
  }
}
