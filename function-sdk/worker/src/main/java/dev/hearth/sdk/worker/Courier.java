package dev.hearth.sdk.worker;

import dev.hearth.sdk.protocol.Frame;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Writes frames on behalf of threads that the function made: those may be interrupted at any
 * moment, which would close the socket. Its thread starts on first use.
 */
final class Courier {
  private final NodeLink link;
  private final Surroundings surroundings;
  private final LinkedBlockingQueue<Parcel> parcels = new LinkedBlockingQueue<>();
  private boolean started;

  Courier(NodeLink link, Surroundings surroundings) {
    this.link = link;
    this.surroundings = surroundings;
  }

  private record Parcel(Frame frame, CountDownLatch written) {}

  /** Returns when the frame is written, so that senders are slowed down and keep their order. */
  void carry(Frame frame) {
    start();
    var parcel = new Parcel(frame, new CountDownLatch(1));
    parcels.add(parcel);
    boolean interrupted = false;
    while (true) {
      try {
        parcel.written.await();
        break;
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void start() {
    if (!started) {
      started = true;
      Thread.ofPlatform().daemon().name("courier").start(this::deliver);
    }
  }

  private void deliver() {
    try {
      while (true) {
        Parcel parcel = parcels.take();
        link.write(parcel.frame);
        parcel.written.countDown();
      }
    } catch (InterruptedException e) {
      // Only a function that hunts down foreign threads gets here; its senders would wait for ever.
      surroundings.halt(ExitCode.FUNCTION_FAILED);
    }
  }
}
