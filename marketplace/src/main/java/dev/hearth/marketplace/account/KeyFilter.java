package dev.hearth.marketplace.account;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.ext.Provider;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every operation below {@code /v1} needs a valid key, unless it says {@link Public}. */
@Provider
@Priority(Priorities.AUTHENTICATION)
final class KeyFilter implements ContainerRequestFilter {
  /** Looked up at the first request: filters are made before the database is known. */
  private final Instance<Accounts> accounts;

  private final Caller caller;
  private final ResourceInfo resource;

  KeyFilter(Instance<Accounts> accounts, Caller caller, ResourceInfo resource) {
    this.accounts = accounts;
    this.caller = caller;
    this.resource = resource;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    if (!request.getUriInfo().getPath().startsWith("/v1/")) {
      return;
    }
    String header = request.getHeaderString(HttpHeaders.AUTHORIZATION);
    if (header != null) {
      String text = key(header).orElseThrow(KeyFilter::unknown);
      caller.set(
          accounts.get().byKey(text).orElseThrow(KeyFilter::unknown),
          KeySecret.parse(text).orElseThrow(KeyFilter::unknown).keyId());
    } else if (!isPublic()) {
      throw refusal("send your key as \"Authorization: Key id:secret\"");
    }
  }

  private boolean isPublic() {
    return resource.getResourceMethod().isAnnotationPresent(Public.class)
        || resource.getResourceClass().isAnnotationPresent(Public.class);
  }

  private static CallException unknown() {
    return refusal("this key is unknown, wrong or revoked");
  }

  /** fal's clients send {@code Key}, generic ones {@code Bearer}. */
  private static Optional<String> key(@Nullable String header) {
    String[] parts = header == null ? new String[0] : header.strip().split(" +", 2);
    if (parts.length != 2) {
      return Optional.empty();
    }
    return switch (parts[0].toLowerCase(Locale.ROOT)) {
      case "key", "bearer" -> Optional.of(parts[1]);
      default -> Optional.empty();
    };
  }

  private static CallException refusal(String reason) {
    return new CallException(ErrorCode.UNAUTHENTICATED, reason);
  }
}
