package dev.hearth.marketplace.function;

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
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;

/** Versions of functions. */
@Path("/v1/functions")
@RunOnVirtualThread
final class VersionResource {
  private final Deployments deployments;
  private final Functions functions;
  private final Caller caller;

  VersionResource(Deployments deployments, Functions functions, Caller caller) {
    this.deployments = deployments;
    this.functions = functions;
    this.caller = caller;
  }

  /**
   * The live version after a deployment.
   *
   * @param breaking what callers of the version before may notice, as sentences
   */
  record Deployed(String function, String version, String visibility, List<String> breaking) {}

  /** A version in the history of a function. */
  @JsonNaming(SnakeCaseStrategy.class)
  record VersionItem(String version, boolean live, Instant createdAt) {}

  /** The newest versions. */
  record VersionList(String function, List<VersionItem> versions) {}

  @POST
  @Path("{name}/versions")
  @Consumes(MediaType.APPLICATION_JSON)
  public RestResponse<Deployed> deploy(
      @PathParam("name") String name,
      @QueryParam("allow_breaking") @DefaultValue("false") boolean allowBreaking,
      @NotNull String manifest)
      throws IOException {
    Account owner = caller.creator();
    Deployment deployment = deployments.deploy(owner, name, manifest, allowBreaking);
    OwnedFunction function = deployment.function();
    var answer =
        new Deployed(
            function.fullName(),
            function.liveVersion(),
            function.listed() ? "public" : "private",
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
    return new VersionList(
        function.fullName(),
        functions.versions(function.id()).stream()
            .map(
                version ->
                    new VersionItem(
                        version.version(),
                        version.version().equals(function.liveVersion()),
                        version.createdAt()))
            .toList());
  }
}
