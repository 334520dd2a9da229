package dev.hearth.coldstart.blobstore;

import dev.hearth.sdk.blob.BlobDigest;
import java.io.IOException;
import java.io.Serial;

/** A blob store that didn't do what it was asked. */
public final class BlobStoreException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  /** What is wrong. */
  public enum Fault {
    /** The store doesn't have the blob. */
    MISSING(false),
    /** The store refuses: wrong credentials, a bucket that isn't there. */
    REFUSED(false),
    /** The store can't be reached, is overloaded, stalled, or broke off. */
    UNAVAILABLE(true),
    /** The store gave other bytes than the digest promises. */
    CORRUPT(true);

    private final boolean retryable;

    Fault(boolean retryable) {
      this.retryable = retryable;
    }
  }

  private final Fault fault;

  public BlobStoreException(Fault fault, String message) {
    super(message);
    this.fault = fault;
  }

  public BlobStoreException(Fault fault, String message, Throwable cause) {
    super(message, cause);
    this.fault = fault;
  }

  static BlobStoreException missing(BlobDigest digest, Object store) {
    return new BlobStoreException(Fault.MISSING, "there is no blob " + digest + " in " + store);
  }

  static BlobStoreException tooShort(BlobDigest digest, long missingBytes) {
    return new BlobStoreException(
        Fault.UNAVAILABLE, "blob " + digest + " ended " + missingBytes + " bytes too early");
  }

  /** What is wrong. */
  public Fault fault() {
    return fault;
  }

  /** Whether the same may work a little later. */
  public boolean retryable() {
    return fault.retryable;
  }
}
