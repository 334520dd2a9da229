package dev.hearth.marketplace.listing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hearth.marketplace.account.Caller;
import dev.hearth.marketplace.account.Public;
import dev.hearth.marketplace.money.Nanos;
import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.descriptor.Endpoint;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Functions as their owner, or anyone who may see them, reads them. */
@Path("/v1/functions")
@RunOnVirtualThread
final class FunctionResource {
  private final CatalogStore catalog;
  private final Caller caller;
  private final PublicConfig config;

  FunctionResource(CatalogStore catalog, Caller caller, PublicConfig config) {
    this.catalog = catalog;
    this.caller = caller;
    this.config = config;
  }

  /** A page of the caller's functions. */
  @JsonNaming(SnakeCaseStrategy.class)
  record FunctionPage(List<FunctionView> functions, @Nullable String nextCursor, boolean hasMore) {}

  /** A function with its live version. */
  @JsonNaming(SnakeCaseStrategy.class)
  record FunctionView(
      String function,
      String owner,
      String name,
      String version,
      String visibility,
      String title,
      String summary,
      String category,
      List<String> endpoints,
      String unit,
      BigDecimal unitPrice,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) String reason,
      Instant updatedAt) {
    static FunctionView of(ListedFunction function) {
      Descriptor descriptor = function.descriptor();
      return new FunctionView(
          function.id(),
          function.owner(),
          function.name(),
          function.version(),
          function.standing().visibility().word(),
          descriptor.title(),
          descriptor.summary(),
          descriptor.category(),
          descriptor.endpoints().stream().map(Endpoint::path).toList(),
          descriptor.billing().unit().word(),
          Nanos.toDollars(function.unitPriceNanos()),
          function.standing().reason(),
          function.updatedAt());
    }
  }

  @GET
  public FunctionPage own(
      @QueryParam("limit") @DefaultValue("50") int limit,
      @QueryParam("cursor") @Nullable String cursor) {
    Paging paging = Paging.of(cursor, limit);
    var page =
        paging.page(catalog.own(caller.account(), paging.offset(), limit + 1), FunctionView::of);
    return new FunctionPage(page.items(), page.nextCursor(), page.hasMore());
  }

  @GET
  @Public
  @Path("{owner}/{name}")
  public FunctionView function(@PathParam("owner") String owner, @PathParam("name") String name) {
    return FunctionView.of(find(owner, name));
  }

  @GET
  @Public
  @Path("{owner}/{name}/openapi.json")
  @Produces(MediaType.APPLICATION_JSON)
  public String openApi(@PathParam("owner") String owner, @PathParam("name") String name) {
    return new FunctionOpenApi(find(owner, name), config.apiUrl() + "/queue").document().print();
  }

  private ListedFunction find(String owner, String name) {
    return catalog
        .find(owner, name, caller.known().orElse(null))
        .orElseThrow(
            () ->
                new CallException(
                    ErrorCode.NOT_FOUND, "no function \"" + owner + "/" + name + "\""));
  }
}
