package dev.hearth.coldstart.blobstore;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.hearth.coldstart.blobstore.BlobStoreException.Fault;
import dev.hearth.coldstart.s3.S3Server;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** S3 by a server that checks signatures. */
final class S3ProxyBlobStoreTest extends AbstractS3BlobStoreContract {
  @Override
  S3Server server() {
    return S3Server.shared(S3Server.Kind.S3PROXY);
  }

  @Test
  void changedPresignedUrlIsRefused() throws Exception {
    long _ = store().put(DIGEST, content(), CONTENT.length);
    try (S3BlobStore store = open()) {
      String url = store.presignedGet(DIGEST, Duration.ofMinutes(1)).toString();
      String longer = url.replace("X-Amz-Expires=60", "X-Amz-Expires=61");
      assertEquals(403, get(URI.create(longer)).statusCode());
      assertEquals(403, get(URI.create(url.substring(0, url.indexOf('?')))).statusCode());
    }
  }

  @Test
  void wrongKeyIsRefused() {
    S3Credentials wrong = new S3Credentials("local-identity", "no-such-secret");
    try (var store = new S3BlobStore(with(settings().endpoint(), wrong))) {
      assertFault(Fault.REFUSED, () -> store.contains(DIGEST));
      assertFault(Fault.REFUSED, () -> store.tree(DIGEST));
      assertFault(Fault.REFUSED, () -> store.read(DIGEST, 0, new byte[1], 1));
      assertFault(Fault.REFUSED, () -> store.put(DIGEST, content(), CONTENT.length));
    }
    assertFalse(wrong.toString().contains("no-such-secret"));
    assertFalse(with(settings().endpoint(), wrong).toString().contains("no-such-secret"));
  }

  @Test
  void serverThatIsNotThereIsUnavailable() throws Exception {
    int port;
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    URI nobody = URI.create("http://127.0.0.1:" + port);
    try (var store = new S3BlobStore(with(nobody, settings().credentials()))) {
      assertFault(Fault.UNAVAILABLE, () -> store.contains(DIGEST));
      assertFault(Fault.UNAVAILABLE, () -> store.read(DIGEST, 0, new byte[1], 1));
    }
  }

  private S3Settings with(
      @org.jspecify.annotations.Nullable URI endpoint, S3Credentials credentials) {
    return new S3Settings(
        endpoint,
        settings().bucket(),
        settings().region(),
        true,
        credentials,
        settings().stallTimeout(),
        settings().maxConnections());
  }
}
