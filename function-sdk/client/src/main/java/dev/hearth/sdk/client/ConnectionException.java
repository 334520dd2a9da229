package dev.hearth.sdk.client;

import java.io.IOException;
import java.io.Serial;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;

/** No answer came: the server can't be reached, or the connection broke. */
public final class ConnectionException extends HearthException {
  @Serial private static final long serialVersionUID = 1L;

  private final boolean neverSent;

  ConnectionException(URI uri, IOException cause) {
    super(
        "%s://%s%s: no answer (%s)"
            .formatted(uri.getScheme(), uri.getAuthority(), uri.getPath(), reason(cause)),
        cause);
    this.neverSent =
        cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException;
  }

  private static String reason(IOException cause) {
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  /** Whether the request surely didn't reach the server, since no connection was made. */
  public boolean neverSent() {
    return neverSent;
  }
}
