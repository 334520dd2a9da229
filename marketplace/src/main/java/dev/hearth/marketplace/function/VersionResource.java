package dev.hearth.marketplace.function;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hearth.marketplace.account.Account;
import dev.hearth.marketplace.account.Caller;
import dev.hearth.marketplace.account.Public;
import dev.hearth.marketplace.function.Functions.Deployment;
import dev.hearth.sdk.compat.Break;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

/** Versions of functions. */
@Path("/v1/functions")
@RunOnVirtualThread
final class VersionResource {
  private final Deployments deployments;
  private final Rollbacks rollbacks;
  private final Functions functions;
  private final Caller caller;

  VersionResource(
      Deployments deployments, Rollbacks rollbacks, Functions functions, Caller caller) {
    this.deployments = deployments;
    this.rollbacks = rollbacks;
    this.functions = functions;
    this.caller = caller;
  }

  /**
   * The live version after a deployment.
   *
   * @param breaking what callers of the version before may notice, as sentences
   */
  record Deployed(String function, String version, String visibility, List<String> breaking) {}

  /**
   * A version in the history of a function.
   *
   * @param deployedAt when it was last deployed
   * @param deployedBy alias of the key, for the owner only
   * @param bytes of all its files
   */
  @JsonNaming(SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record VersionItem(
      String version,
      boolean live,
      Instant createdAt,
      Instant deployedAt,
      @Nullable String deployedBy,
      @Nullable Long bytes) {}

  /** The newest versions. */
  record VersionList(String function, List<VersionItem> versions) {}

  /** Which version to go back to: its digest or the beginning of it. */
  record Target(@Nullable String version) {}

  /** The live version after a rollback, and the one before. */
  record RolledBack(String function, String version, String before) {}

  @POST
  @Path("{name}/versions")
  @Consumes(MediaType.APPLICATION_JSON)
  public RestResponse<Deployed> deploy(
      @PathParam("name") String name,
      @QueryParam("allow_breaking") @DefaultValue("false") boolean allowBreaking,
      @NotNull String manifest)
      throws IOException {
    Account owner = caller.creator();
    Deployment deployment =
        deployments.deploy(owner, caller.keyId(), name, manifest, allowBreaking);
    OwnedFunction function = deployment.function();
    var answer =
        new Deployed(
            function.fullName(),
            function.liveVersion(),
            function.standing().visibility().word(),
            deployment.breaks().stream().map(Break::toString).toList());
    return RestResponse.status(deployment.isNew() ? Status.CREATED : Status.OK, answer);
  }

  @GET
  @Public
  @Path("{owner}/{name}/versions")
  public VersionList versions(@PathParam("owner") String owner, @PathParam("name") String name) {
    OwnedFunction function =
        functions
            .visible(owner, name, caller.known())
            .orElseThrow(
                () ->
                    new CallException(
                        ErrorCode.NOT_FOUND, "no function \"" + owner + "/" + name + "\""));
    boolean own = caller.known().filter(who -> who.id().equals(function.ownerId())).isPresent();
    return new VersionList(
        function.fullName(),
        functions.versions(function.id()).stream()
            .map(
                version ->
                    new VersionItem(
                        version.version(),
                        version.version().equals(function.liveVersion()),
                        version.createdAt(),
                        version.deployedAt(),
                        own ? version.deployedBy() : null,
                        version.bytes()))
            .toList());
  }

  @POST
  @Path("{name}/rollback")
  @Consumes(MediaType.APPLICATION_JSON)
  public RolledBack rollBack(@PathParam("name") String name, @NotNull Target target) {
    Rollbacks.Rollback done =
        rollbacks.roll(caller.creator(), name, Optional.ofNullable(target.version()));
    return new RolledBack(done.function().fullName(), done.function().liveVersion(), done.before());
  }
}
