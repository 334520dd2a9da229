package dev.hearth.marketplace.console;

import dev.hearth.marketplace.console.run.Origin;
import dev.hearth.marketplace.console.run.RunException;
import dev.hearth.marketplace.console.run.RunResult;
import dev.hearth.marketplace.console.run.RunResult.Succeeded;
import dev.hearth.marketplace.console.run.RuntimeClient;
import dev.hearth.marketplace.console.session.Visitor;
import dev.hearth.marketplace.listing.Catalog;
import dev.hearth.marketplace.listing.ListedFunction;
import dev.hearth.marketplace.listing.PublicConfig;
import dev.hearth.sdk.descriptor.Endpoint;
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

/** A request's page: how far it is, and what came out. */
@Path("/functions/{owner}/{name}/runs/{requestId: [A-Za-z0-9-]{1,64}}")
@RunOnVirtualThread
class RunResource {
  private static final int NOT_FOUND = 404;

  private final Catalog catalog;
  private final PageContext context;
  private final PublicConfig addresses;
  private final RunViews views;
  private final RuntimeClient runtime;

  RunResource(
      Catalog catalog,
      PageContext context,
      PublicConfig addresses,
      RunViews views,
      RuntimeClient runtime) {
    this.catalog = catalog;
    this.context = context;
    this.addresses = addresses;
    this.views = views;
    this.runtime = runtime;
  }

  /** Shows the run; htmx gets only the panel, or 204 while nothing has changed. */
  @GET
  @Produces(MediaType.TEXT_HTML)
  public Response show(
      @PathParam("owner") String owner,
      @PathParam("name") String name,
      @PathParam("requestId") String requestId,
      @QueryParam("seen") @DefaultValue("") String seen) {
    ListedFunction function = find(owner, name);
    if (context.visitor().isEmpty()) {
      return demand(function, requestId);
    }
    try {
      RunView run = views.of(function, visitor(), requestId);
      return show(function, run, seen);
    } catch (RunException e) {
      // A page that polls goes on: the runtime may just be starting again.
      return context.htmx() && e.noAnswer() ? Response.noContent().build() : failure(e);
    }
  }

  private Response show(ListedFunction function, RunView run, String seen) {
    if (!context.htmx()) {
      ShownEndpoint root = ShownEndpoint.of(function, Endpoint.ROOT);
      FunctionView view = FunctionView.of(root, Origin.of(addresses.apiUrl()));
      return Response.ok(Pages.run(context.chrome(), view, run)).build();
    }
    return run.seen().equals(seen)
        ? Response.noContent().build()
        : Response.ok(Pages.panel(run)).build();
  }

  /** The output alone, to keep. */
  @GET
  @Path("result.json")
  @Produces(MediaType.APPLICATION_JSON)
  public Response download(
      @PathParam("owner") String owner,
      @PathParam("name") String name,
      @PathParam("requestId") String requestId) {
    ListedFunction function = find(owner, name);
    if (context.visitor().isEmpty()) {
      return demand(function, requestId);
    }
    try {
      return attachment(runtime.result(visitor().key(), function.id(), requestId), requestId);
    } catch (RunException e) {
      return failure(e);
    }
  }

  private static Response attachment(RunResult result, String requestId) {
    if (!(result instanceof Succeeded(var output, _))) {
      throw new NotFoundException("the request has no output");
    }
    return Response.ok(output.print())
        .header("Content-Disposition", "attachment; filename=\"" + requestId + ".json\"")
        .build();
  }

  @POST
  @Path("cancel")
  @Consumes({MediaType.APPLICATION_FORM_URLENCODED, MediaType.MULTIPART_FORM_DATA})
  @Produces(MediaType.TEXT_HTML)
  public Response cancel(
      @PathParam("owner") String owner,
      @PathParam("name") String name,
      @PathParam("requestId") String requestId) {
    ListedFunction function = find(owner, name);
    if (context.visitor().isEmpty()) {
      return demand(function, requestId);
    }
    try {
      runtime.cancel(visitor().key(), function.id(), requestId);
      return Redirects.to(path(function, requestId));
    } catch (RunException e) {
      return failure(e);
    }
  }

  private Visitor visitor() {
    return context.visitor().orElseThrow();
  }

  private Response demand(ListedFunction function, String requestId) {
    return SignInResource.demand(path(function, requestId), context.htmx());
  }

  private static String path(ListedFunction function, String requestId) {
    return "/functions/" + function.id() + "/runs/" + requestId;
  }

  // An answer to a page's request, whatever the page would have been.
  private Response failure(RunException e) {
    if (e.status() == NOT_FOUND) {
      throw new NotFoundException("the runtime knows no such request");
    }
    ErrorView error = new ErrorView(502, "No answer yet", e.faults().getFirst().message());
    return Response.status(error.status())
        .type(MediaType.TEXT_HTML_TYPE)
        .entity(context.htmx() ? Pages.notice(error) : Pages.error(context.chrome(), error))
        .build();
  }

  private ListedFunction find(String owner, String name) {
    return catalog
        .find(owner, name, context.accountOrNull())
        .orElseThrow(() -> new NotFoundException("no function " + owner + "/" + name));
  }
}
