package dev.hearth.coldstart.blobstore;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * A blob that goes up in parts: one is on its way while the next is read. Closing it aborts it,
 * unless it was completed. For one thread.
 */
final class MultipartUpload implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(MultipartUpload.class.getName());

  private final S3Parts parts;
  private final String id;
  private final List<String> tags = new ArrayList<>();
  private @Nullable FutureTask<String> underWay;
  private boolean completed;

  MultipartUpload(S3Parts parts) throws IOException {
    this.parts = parts;
    this.id = parts.create();
  }

  /** Sends a part. The buffer is in use until the next call of this object returns. */
  void send(byte[] buffer, int bytes) throws IOException {
    await();
    int index = tags.size();
    var task = new FutureTask<>(() -> parts.send(id, index, ByteBuffer.wrap(buffer, 0, bytes)));
    underWay = task;
    Thread _ = Thread.startVirtualThread(task);
  }

  private void await() throws IOException {
    FutureTask<String> task = underWay;
    if (task == null) {
      return;
    }
    try {
      tags.add(task.get());
      underWay = null;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while uploading a blob");
    } catch (ExecutionException e) {
      underWay = null;
      throw failure(e.getCause());
    }
  }

  private static IOException failure(@Nullable Throwable cause) {
    return switch (cause) {
      case IOException failure -> failure;
      case RuntimeException bug -> throw bug;
      case Error error -> throw error;
      case null, default -> new IOException(cause);
    };
  }

  /** Makes the object of all parts. */
  void complete() throws IOException {
    await();
    parts.complete(id, tags);
    completed = true;
  }

  @Override
  public void close() {
    if (completed) {
      return;
    }
    if (underWay != null) {
      underWay.cancel(true);
    }
    try {
      parts.abort(id);
    } catch (IOException | RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "upload " + id + " isn't aborted", e);
    }
  }
}
