package dev.hearth.marketplace.blob;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Receives chunks into memory, only so many at once. */
@Singleton
final class ChunkReader {
  private static final Duration WAIT = Duration.ofMinutes(1);

  /** 14 KB/s; whoever is slower would keep others waiting. */
  private static final Duration TIME = Duration.ofMinutes(10);

  private static final int STEP = 1 << 16;

  private final Semaphore room;

  ChunkReader(BlobsConfig config) {
    this.room = new Semaphore(config.chunksAtOnce(), true);
  }

  /** What becomes of a chunk. */
  interface Receiver {
    void take(ByteBuffer chunk) throws IOException;
  }

  /** Reads a body of exactly that many bytes and gives it away. */
  void read(InputStream body, int bytes, Receiver receiver) throws IOException {
    enter();
    try {
      receiver.take(ByteBuffer.wrap(exactly(body, bytes)));
    } finally {
      room.release();
    }
  }

  private void enter() throws InterruptedIOException {
    try {
      if (!room.tryAcquire(WAIT.toSeconds(), TimeUnit.SECONDS)) {
        throw new CallException(ErrorCode.TOO_MANY_REQUESTS, "too many uploads at once; try again");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for room");
    }
  }

  private static byte[] exactly(InputStream body, int bytes) throws IOException {
    long deadline = System.nanoTime() + TIME.toNanos();
    byte[] chunk = new byte[bytes];
    int read = 0;
    int step;
    do {
      if (System.nanoTime() > deadline) {
        throw new CallException(ErrorCode.REQUEST_TIMEOUT, "the chunk came too slowly");
      }
      step = body.readNBytes(chunk, read, Math.min(STEP, bytes - read));
      read += step;
    } while (step > 0 && read < bytes);
    if (read < bytes || body.read() >= 0) {
      throw new CallException(
          ErrorCode.INVALID_INPUT,
          "this chunk has %d bytes, %s came".formatted(bytes, read < bytes ? read : "more"));
    }
    return chunk;
  }
}
