package dev.hearth.sdk.client.webhook;

import java.io.Serial;

/** The message isn't what the installation sent, or not now. Answer 401 and do nothing else. */
public final class WebhookRejectedException extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  WebhookRejectedException(String message) {
    super(message);
  }

  WebhookRejectedException(String message, Exception cause) {
    super(message, cause);
  }
}
