package dev.hearth.marketplace.internal;

import dev.hearth.marketplace.account.Account;
import dev.hearth.marketplace.account.KeyStore;
import dev.hearth.marketplace.listing.CallableFunction;
import dev.hearth.marketplace.listing.CatalogStore;
import dev.hearth.marketplace.listing.Deployment;
import dev.hearth.marketplace.secret.SecretChange;
import dev.hearth.marketplace.secret.Secrets;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Whose key it is, and what a function runs and costs. */
@Path("/internal")
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
final class DirectoryResource {
  private static final int MOST_CHANGES = 100;

  private final KeyStore keys;
  private final CatalogStore catalog;
  private final Secrets secrets;

  DirectoryResource(KeyStore keys, CatalogStore catalog, Secrets secrets) {
    this.keys = keys;
    this.catalog = catalog;
    this.secrets = secrets;
  }

  /** A key as a gateway knows it. */
  record KeyQuery(
      @NotNull @Size(max = 64) String keyId,
      @NotNull @Pattern(regexp = "[0-9a-f]{64}") String secretSha256) {}

  /** Whose key it is. */
  record KeyOwner(UUID accountId, String accountName, String role) {}

  @POST
  @Path("keys/resolve")
  @Operation(hidden = true)
  public KeyOwner resolveKey(@Valid @NotNull KeyQuery query) {
    Account owner =
        keys.ownerOf(query.keyId(), HexFormat.of().parseHex(query.secretSha256()))
            .orElseThrow(() -> new CallException(ErrorCode.NOT_FOUND, "no such key"));
    return new KeyOwner(owner.id(), owner.name(), owner.role().name().toLowerCase(Locale.ROOT));
  }

  /** What a node may prepare, and whose workers it must replace. */
  record DeploymentList(
      OffsetDateTime now, List<Deployment> deployments, List<SecretChange> secretChanges) {}

  @GET
  @Path("deployments")
  @Operation(hidden = true)
  public DeploymentList deployments(@NotNull @QueryParam("since") OffsetDateTime since) {
    OffsetDateTime now = catalog.now(); // before the lists, so that nothing falls between two
    return new DeploymentList(
        now, catalog.deployments(since, MOST_CHANGES), secrets.changes(since, MOST_CHANGES));
  }

  @GET
  @Path("functions/{owner}/{name}")
  @Operation(hidden = true)
  public CallableFunction resolveFunction(
      @PathParam("owner") String owner,
      @PathParam("name") String name,
      @NotNull @QueryParam("accountId") UUID accountId) {
    return catalog
        .callable(owner, name, accountId)
        .orElseThrow(
            () ->
                new CallException(
                    ErrorCode.NOT_FOUND, "no function \"" + owner + "/" + name + "\""));
  }
}
