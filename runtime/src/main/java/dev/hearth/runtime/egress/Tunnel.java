package dev.hearth.runtime.egress;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Carries bytes between a worker and its target, until both have ended or a bound is reached. An
 * end of one side is passed on, as some protocols need it.
 */
final class Tunnel {
  private static final int BUFFER_BYTES = 16 << 10;

  private final SocketChannel worker;
  private final SocketChannel target;
  private final AtomicLong bytesLeft;
  private volatile long lastNanos = System.nanoTime();

  Tunnel(SocketChannel worker, SocketChannel target, long maxBytes) {
    this.worker = worker;
    this.target = target;
    this.bytesLeft = new AtomicLong(maxBytes);
  }

  /** Blocks until the tunnel has ended; both sides are then closed. */
  void run(EgressConfig config, ScheduledExecutorService timer) throws InterruptedException {
    var watch = new Watch(config, timer);
    watch.check();
    Thread back = Thread.ofVirtual().name("egress-back").start(() -> pump(target, worker));
    pump(worker, target);
    back.join();
    watch.end();
    close();
  }

  private void pump(SocketChannel from, SocketChannel to) {
    ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
    try {
      while (from.read(buffer.clear()) >= 0) {
        lastNanos = System.nanoTime();
        if (bytesLeft.addAndGet(-buffer.position()) < 0) {
          close();
          return;
        }
        buffer.flip();
        while (buffer.hasRemaining()) {
          to.write(buffer);
        }
      }
      to.shutdownOutput();
    } catch (IOException e) {
      close(); // a side is gone, or a bound closed both
    }
  }

  private void close() {
    closeQuietly(worker);
    closeQuietly(target);
  }

  static void closeQuietly(SocketChannel channel) {
    try {
      channel.close();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Closes the tunnel when it has been silent or alive for too long. */
  private final class Watch {
    private final long idleNanos;
    private final long endNanos;
    private final ScheduledExecutorService timer;
    private Future<?> next = CompletableFuture.completedFuture(true);
    private boolean over;

    Watch(EgressConfig config, ScheduledExecutorService timer) {
      this.idleNanos = config.idleTimeout().toNanos();
      this.endNanos = System.nanoTime() + config.maxDuration().toNanos();
      this.timer = timer;
    }

    synchronized void check() {
      long now = System.nanoTime();
      long left = Math.min(lastNanos + idleNanos - now, endNanos - now);
      if (left <= 0) {
        close();
      } else if (!over) {
        next = timer.schedule(this::check, left, TimeUnit.NANOSECONDS);
      }
    }

    synchronized void end() {
      over = true;
      next.cancel(false);
    }
  }
}
