package dev.hearth.marketplace.internal;

import dev.hearth.marketplace.secret.FunctionSecrets;
import dev.hearth.marketplace.secret.Secrets;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What a node gives to a worker at its start. */
@Path("/internal")
@RunOnVirtualThread
final class VersionSecretsResource {
  private final Secrets secrets;

  VersionSecretsResource(Secrets secrets) {
    this.secrets = secrets;
  }

  @GET
  @Path("functions/{owner}/{name}/versions/{version}/secrets")
  @Operation(hidden = true)
  public FunctionSecrets versionSecrets(
      @PathParam("owner") String owner,
      @PathParam("name") String name,
      @PathParam("version") String version) {
    return secrets
        .of(owner, name, version)
        .orElseThrow(
            () ->
                new CallException(
                    ErrorCode.NOT_FOUND,
                    "no version " + version + " of \"" + owner + "/" + name + "\""));
  }
}
