package dev.hearth.marketplace.listing;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hearth.marketplace.account.Caller;
import dev.hearth.marketplace.account.Public;
import dev.hearth.marketplace.money.Nanos;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The catalog in fal's shapes. */
@Path("/v1/models")
@Public
@RunOnVirtualThread
final class ModelResource {
  private static final int MAX_IDS = 50;
  private static final int MAX_QUERY = 200;

  private final CatalogStore catalog;
  private final Caller caller;
  private final PublicConfig config;

  ModelResource(CatalogStore catalog, Caller caller, PublicConfig config) {
    this.catalog = catalog;
    this.caller = caller;
    this.config = config;
  }

  /** A page of the catalog. */
  @JsonNaming(SnakeCaseStrategy.class)
  record ModelPage(List<Model> models, @Nullable String nextCursor, boolean hasMore) {}

  /** A function in the catalog. */
  @JsonNaming(SnakeCaseStrategy.class)
  record Model(String endpointId, Metadata metadata) {}

  /** What the catalog says of a function. */
  @JsonNaming(SnakeCaseStrategy.class)
  record Metadata(
      String displayName,
      String category,
      String description,
      String status,
      List<String> tags,
      Instant updatedAt,
      String modelUrl,
      String kind) {}

  /** Prices in the order of the question. */
  record PriceList(List<UnitPrice> prices) {}

  /** The price of one function. */
  @JsonNaming(SnakeCaseStrategy.class)
  record UnitPrice(String endpointId, BigDecimal unitPrice, String unit, String currency) {}

  @GET
  public ModelPage models(
      @QueryParam("q") @DefaultValue("") String text,
      @QueryParam("endpoint_id") List<String> endpointIds,
      @QueryParam("limit") @DefaultValue("50") int limit,
      @QueryParam("cursor") @Nullable String cursor) {
    if (!endpointIds.isEmpty()) {
      return new ModelPage(
          ids(endpointIds).stream().map(id -> view(id, find(id))).toList(), null, false);
    }
    if (text.length() > MAX_QUERY) {
      throw new CallException(
          ErrorCode.INVALID_INPUT, "\"q\" is longer than " + MAX_QUERY + " characters");
    }
    Paging paging = Paging.of(cursor, limit);
    var page =
        paging.page(
            catalog.search(text, paging.offset(), limit + 1),
            function -> view(function.id(), function));
    return new ModelPage(page.items(), page.nextCursor(), page.hasMore());
  }

  @GET
  @Path("pricing")
  public PriceList pricing(@QueryParam("endpoint_id") List<String> endpointIds) {
    if (endpointIds.isEmpty()) {
      throw new CallException(ErrorCode.INVALID_INPUT, "\"endpoint_id\" is missing");
    }
    return new PriceList(ids(endpointIds).stream().map(id -> price(id, find(id))).toList());
  }

  /** fal takes the parameter repeated or with commas. */
  private static List<String> ids(List<String> endpointIds) {
    List<String> ids =
        endpointIds.stream().flatMap(words -> Arrays.stream(words.split(","))).distinct().toList();
    if (ids.size() > MAX_IDS) {
      throw new CallException(ErrorCode.INVALID_INPUT, "more than " + MAX_IDS + " endpoint ids");
    }
    return ids;
  }

  private ListedFunction find(String endpointId) {
    return catalog
        .find(endpointId, caller.known().orElse(null))
        .orElseThrow(
            () -> new CallException(ErrorCode.NOT_FOUND, "no function \"" + endpointId + "\""));
  }

  private Model view(String endpointId, ListedFunction function) {
    return new Model(
        endpointId,
        new Metadata(
            function.descriptor().title(),
            function.descriptor().category(),
            function.descriptor().summary(),
            "active",
            List.of(),
            function.updatedAt(),
            config.apiUrl() + "/run/" + endpointId,
            "inference"));
  }

  private static UnitPrice price(String endpointId, ListedFunction function) {
    return new UnitPrice(
        endpointId,
        Nanos.toDollars(function.unitPriceNanos()),
        function.descriptor().billing().unit().word(),
        "USD");
  }
}
