package dev.hearth.marketplace.internal;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Every operation below {@code /internal} needs the service token. */
@Provider
@Priority(Priorities.AUTHENTICATION)
final class TokenFilter implements ContainerRequestFilter {
  /** Looked up at each request: filters are made before the configuration is known. */
  private final Instance<InternalConfig> config;

  TokenFilter(Instance<InternalConfig> config) {
    this.config = config;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (!request.getUriInfo().getPath().startsWith("/internal/")) {
      return;
    }
    byte[] expected = bytes("Bearer " + config.get().token());
    String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
    if (!MessageDigest.isEqual(expected, bytes(header == null ? "" : header))) {
      throw new CallException(ErrorCode.UNAUTHENTICATED, "the service token is missing or wrong");
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
