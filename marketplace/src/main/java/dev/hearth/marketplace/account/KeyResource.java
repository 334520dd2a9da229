package dev.hearth.marketplace.account;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** The caller's API keys, in fal's shapes. */
@Path("/v1/keys")
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
final class KeyResource {
  private final KeyStore keys;
  private final Caller caller;

  KeyResource(KeyStore keys, Caller caller) {
    this.keys = keys;
    this.caller = caller;
  }

  /** What a new key is for. */
  record NewKey(@NotBlank @Size(max = 200) String alias) {}

  /** A new key, whole, for the only time. */
  @JsonNaming(SnakeCaseStrategy.class)
  record CreatedKey(UUID keyId, String keySecret, String key) {}

  /** A key without its secret. */
  @JsonNaming(SnakeCaseStrategy.class)
  record KeyItem(
      UUID keyId, String alias, String scope, Instant createdAt, String creatorNickname) {}

  /** All keys; they are few enough for one page. */
  @JsonNaming(SnakeCaseStrategy.class)
  record KeyPage(List<KeyItem> keys, @Nullable String nextCursor, boolean hasMore) {}

  @POST
  @ResponseStatus(201)
  public CreatedKey create(@Valid @NotNull NewKey wanted) {
    KeySecret key = keys.create(caller.account(), wanted.alias());
    return new CreatedKey(key.keyId(), key.secret(), key.text());
  }

  @GET
  public KeyPage list() {
    Account owner = caller.account();
    String scope = owner.role() == Account.Role.ADMIN ? "ADMIN" : "API";
    return new KeyPage(
        keys.list(owner).stream()
            .map(key -> new KeyItem(key.id(), key.alias(), scope, key.createdAt(), owner.name()))
            .toList(),
        null,
        false);
  }

  @DELETE
  @Path("{keyId}")
  public void revoke(@PathParam("keyId") String keyId) {
    boolean revoked =
        KeySecret.keyId(keyId).map(id -> keys.revoke(caller.account(), id)).orElse(false);
    if (!revoked) {
      throw new CallException(ErrorCode.NOT_FOUND, "you have no key \"" + keyId + "\"");
    }
  }
}
