package dev.hearth.runtime.worker;

import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameChannel;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Sends frames in order without making a caller wait for a worker that doesn't read. A caller who
 * knows that the socket's buffer has room writes at once, if nobody is before it; everything else
 * goes through a queue that one task of {@code executor} empties.
 */
final class Outbox {
  private final FrameChannel channel;
  private final Executor executor;
  private final Consumer<IOException> onFailure;
  private final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Frame> waiting = new ArrayDeque<>();
  private boolean writing;

  Outbox(FrameChannel channel, Executor executor, Consumer<IOException> onFailure) {
    this.channel = channel;
    this.executor = executor;
    this.onFailure = onFailure;
  }

  /**
   * Sends a frame.
   *
   * @param fits whether the socket's buffer surely has room for it
   */
  void send(Frame frame, boolean fits) {
    lock.lock();
    try {
      if (writing || !fits) {
        waiting.add(frame);
        if (!writing) {
          writing = true;
          executor.execute(this::drain);
        }
        return;
      }
      writing = true;
    } finally {
      lock.unlock();
    }
    if (write(frame)) {
      handOver();
    }
  }

  private void drain() {
    for (Frame frame = next(); frame != null; frame = next()) {
      if (!write(frame)) {
        return; // the connection is dead: the outbox stays shut
      }
    }
  }

  private void handOver() {
    lock.lock();
    try {
      if (waiting.isEmpty()) {
        writing = false;
      } else {
        executor.execute(this::drain);
      }
    } finally {
      lock.unlock();
    }
  }

  private @Nullable Frame next() {
    lock.lock();
    try {
      Frame frame = waiting.poll();
      writing = frame != null;
      return frame;
    } finally {
      lock.unlock();
    }
  }

  private boolean write(Frame frame) {
    try {
      channel.write(frame);
      return true;
    } catch (IOException e) {
      onFailure.accept(e);
      return false;
    }
  }
}
