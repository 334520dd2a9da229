package dev.hearth.runtime.call;

import dev.hearth.runtime.media.CallMedia;
import dev.hearth.sdk.error.CallException;
import io.quarkus.logging.Log;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A partial output of an attempt. Its files are kept for its caller when it is first asked for, so
 * that one which nobody looks at costs nothing. Thread-safe.
 */
public final class Partial {
  /** What one costs beside its text. */
  private static final int OVERHEAD_BYTES = 256;

  private final UUID requestId;
  private final long number;
  private final CallMedia media;
  private final List<Path> files;
  private final byte[] text;
  private final ReentrantLock lock = new ReentrantLock();
  private boolean tried;
  private byte @Nullable [] body;

  /**
   * @param number counted from 1 within its attempt
   * @param text JSON in UTF-8 as the function sent it
   * @param files by number
   */
  Partial(UUID requestId, long number, byte[] text, List<Path> files, CallMedia media) {
    this.requestId = requestId;
    this.number = number;
    this.text = text;
    this.files = files;
    this.media = media;
  }

  /** Its number within its attempt, from 1. */
  public long number() {
    return number;
  }

  /** Bytes of memory that it takes, about. */
  public long bytes() {
    return OVERHEAD_BYTES + (long) text.length;
  }

  /**
   * JSON in UTF-8 for the caller; empty when the partial can't be shown, as after its worker has
   * died and its files are gone. Blocking.
   */
  public Optional<byte[]> body() {
    lock.lock();
    try {
      if (!tried) {
        tried = true;
        body = publish();
      }
      return Optional.ofNullable(body);
    } finally {
      lock.unlock();
    }
  }

  private byte @Nullable [] publish() {
    try {
      return media.read(text, files).publish();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (CallException | IOException e) {
      Log.debugf("requestId=%s partial=%d is left out: %s", requestId, number, e);
    } catch (RuntimeException e) {
      Log.warnf(e, "requestId=%s partial=%d can't be kept", requestId, number);
    }
    return null;
  }
}
