package dev.hearth.coldstart.blobstore;

import dev.hearth.coldstart.blobstore.BlobStoreException.Fault;
import dev.hearth.sdk.blob.BlobDigest;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.AbortedException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Says in this project's words what went wrong with S3. */
final class S3Faults {
  private S3Faults() {}

  /** The exception to throw; a bug's own exception is thrown as it is. */
  static IOException translate(@Nullable Throwable thrown, BlobDigest digest, S3Settings settings) {
    return switch (thrown) {
      case BlobStoreException known -> known;
      case S3Exception answer -> answered(answer, digest, settings);
      case AbortedException e -> interrupted(digest, e);
      case SdkException e -> unavailable(e, digest, settings);
      case SocketTimeoutException e -> unavailable(e, digest, settings);
      case InterruptedIOException e -> interrupted(digest, e);
      case IOException e -> unavailable(e, digest, settings);
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      case null, default -> throw new IllegalStateException(thrown);
    };
  }

  private static BlobStoreException answered(
      S3Exception answer, BlobDigest digest, S3Settings settings) {
    int status = answer.statusCode();
    if (status == 404 && !(answer instanceof NoSuchBucketException)) {
      return BlobStoreException.missing(digest, settings.place());
    }
    Fault fault =
        status >= 500 || status == 429 || status == 408 || status == 416
            ? Fault.UNAVAILABLE
            : Fault.REFUSED;
    return new BlobStoreException(fault, text(settings, digest, answer), answer);
  }

  private static BlobStoreException unavailable(
      Exception e, BlobDigest digest, S3Settings settings) {
    return new BlobStoreException(Fault.UNAVAILABLE, text(settings, digest, e), e);
  }

  private static IOException interrupted(BlobDigest digest, Exception e) {
    var interrupted = new InterruptedIOException("interrupted at blob " + digest);
    interrupted.initCause(e);
    return interrupted;
  }

  private static String text(S3Settings settings, BlobDigest digest, Exception e) {
    return settings.place() + " at blob " + digest + ": " + e.getMessage();
  }
}
