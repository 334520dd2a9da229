package dev.hearth.coldstart.blobstore;

import dev.hearth.coldstart.s3.S3Server;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** S3 by a second, independent server. */
final class S3MockBlobStoreTest extends AbstractS3BlobStoreContract {
  @Override
  S3Server server() {
    return S3Server.shared(S3Server.Kind.S3MOCK);
  }

  @Test
  void abandonedBlobIsMissing() throws IOException {
    assertAbandonedBlobIsMissing();
  }
}
