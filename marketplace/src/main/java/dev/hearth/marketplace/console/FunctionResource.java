package dev.hearth.marketplace.console;

import dev.hearth.marketplace.console.Playground.Outcome;
import dev.hearth.marketplace.console.run.Origin;
import dev.hearth.marketplace.console.session.Visitor;
import dev.hearth.marketplace.listing.Catalog;
import dev.hearth.marketplace.listing.ListedFunction;
import dev.hearth.marketplace.listing.PublicConfig;
import dev.hearth.sdk.descriptor.Endpoint;
import io.quarkus.qute.TemplateInstance;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

/** The page of a function, and its form. */
@Path("/functions/{owner}/{name}")
@Produces(MediaType.TEXT_HTML)
@RunOnVirtualThread
class FunctionResource {
  private final Catalog catalog;
  private final PageContext context;
  private final PublicConfig addresses;
  private final Playground playground;

  FunctionResource(
      Catalog catalog, PageContext context, PublicConfig addresses, Playground playground) {
    this.catalog = catalog;
    this.context = context;
    this.addresses = addresses;
    this.playground = playground;
  }

  @GET
  public TemplateInstance show(
      @PathParam("owner") String owner,
      @PathParam("name") String name,
      @QueryParam("endpoint") @DefaultValue(Endpoint.ROOT) String path) {
    ShownEndpoint shown = ShownEndpoint.of(find(owner, name), path);
    return Pages.function(
        context.chrome(),
        FunctionView.of(shown, Origin.of(addresses.apiUrl())),
        Playground.blank(shown));
  }

  @POST
  @Consumes(MediaType.MULTIPART_FORM_DATA)
  public Response run(
      @PathParam("owner") String owner,
      @PathParam("name") String name,
      @QueryParam("endpoint") @DefaultValue(Endpoint.ROOT) String path,
      MultipartFormDataInput form) {
    ShownEndpoint shown = ShownEndpoint.of(find(owner, name), path);
    Optional<Visitor> visitor = context.visitor();
    if (visitor.isEmpty()) {
      return SignInResource.demand(shown.url(), context.htmx());
    }
    return switch (playground.submit(shown, visitor.get(), SentForm.of(form))) {
      case Outcome.Submitted(var requestId) ->
          Redirects.to("/functions/" + shown.function().id() + "/runs/" + requestId);
      case Outcome.Returned(var status, var filled) -> returned(shown, status, filled);
    };
  }

  private Response returned(ShownEndpoint shown, int status, FormView form) {
    FunctionView view = FunctionView.of(shown, Origin.of(addresses.apiUrl()));
    if (!context.htmx()) {
      return Response.status(status).entity(Pages.function(context.chrome(), view, form)).build();
    }
    return Response.status(status)
        .entity(Pages.form(context.chrome(), view, form))
        .header("HX-Retarget", "#playground")
        .header("HX-Reswap", "outerHTML")
        .build();
  }

  private ListedFunction find(String owner, String name) {
    return catalog
        .find(owner, name, context.accountOrNull())
        .orElseThrow(() -> new NotFoundException("no function " + owner + "/" + name));
  }
}
