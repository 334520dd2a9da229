package dev.hearth.marketplace.secret;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hearth.marketplace.account.Account;
import dev.hearth.marketplace.account.Caller;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

/** The caller's secrets: set, named, unset; never read. */
@Path("/v1/secrets")
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
final class SecretResource {
  private static final Pattern NAME = Pattern.compile("[A-Z][A-Z0-9_]{0,63}");
  private static final int MOST_BYTES = 32 << 10;

  private final Secrets secrets;
  private final Caller caller;

  SecretResource(Secrets secrets, Caller caller) {
    this.secrets = secrets;
    this.caller = caller;
  }

  /** A new value. */
  record NewValue(@NotNull String value) {
    /** Without the value. */
    @Override
    public String toString() {
      return "NewValue[]";
    }
  }

  /** A secret without its value. */
  @JsonNaming(SnakeCaseStrategy.class)
  record SecretItem(String name, Instant updatedAt, String updatedBy) {}

  /** All secrets, by name. */
  record SecretList(List<SecretItem> secrets) {}

  @GET
  public SecretList list() {
    return new SecretList(
        secrets.list(caller.creator()).stream()
            .map(item -> new SecretItem(item.name(), item.updatedAt(), item.updatedBy()))
            .toList());
  }

  @PUT
  @Path("{name}")
  public void set(@PathParam("name") String name, @Valid @NotNull NewValue body) {
    Account owner = caller.creator();
    if (!NAME.matcher(name).matches()) {
      throw new CallException(
          ErrorCode.INVALID_INPUT,
          "a secret's name is 1 to 64 of A-Z, 0-9 and _, and begins with a letter");
    }
    int bytes = body.value().getBytes(StandardCharsets.UTF_8).length;
    if (bytes == 0 || bytes > MOST_BYTES) {
      throw new CallException(
          ErrorCode.INVALID_INPUT, "a secret has 1 to " + MOST_BYTES + " bytes, not " + bytes);
    }
    secrets.set(owner, caller.keyId(), name, body.value());
  }

  @DELETE
  @Path("{name}")
  public void unset(@PathParam("name") String name) {
    if (!secrets.unset(caller.creator(), caller.keyId(), name)) {
      throw new CallException(ErrorCode.NOT_FOUND, "you have no secret \"" + name + "\"");
    }
  }
}
