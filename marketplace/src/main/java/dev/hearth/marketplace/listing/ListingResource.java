package dev.hearth.marketplace.listing;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hearth.marketplace.account.Account;
import dev.hearth.marketplace.account.Caller;
import dev.hearth.marketplace.listing.Listings.Listing;
import dev.hearth.marketplace.money.Nanos;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Puts functions into the catalog at a price, and takes them out. */
@Path("/v1/functions")
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
final class ListingResource {
  private final Listings listings;
  private final Caller caller;

  ListingResource(Listings listings, Caller caller) {
    this.listings = listings;
    this.caller = caller;
  }

  /** Dollars per unit, as a string or a number. */
  @JsonNaming(SnakeCaseStrategy.class)
  record Terms(@Nullable BigDecimal unitPrice) {}

  /** The listing in force. */
  @JsonNaming(SnakeCaseStrategy.class)
  record ListingView(
      String function,
      String version,
      String visibility,
      BigDecimal unitPrice,
      long unitPriceNanos,
      String currency,
      long priceVersion) {
    static ListingView of(Listing listing) {
      return new ListingView(
          listing.function().fullName(),
          listing.function().liveVersion(),
          "public",
          Nanos.toDollars(listing.unitPriceNanos()),
          listing.unitPriceNanos(),
          "USD",
          listing.priceVersion());
    }
  }

  @PUT
  @Path("{name}/listing")
  public ListingView listOwn(@PathParam("name") String name, @NotNull Terms terms) {
    Account owner = caller.creator();
    return ListingView.of(listings.list(owner, owner.name(), name, Price.nanos(terms.unitPrice())));
  }

  @PUT
  @Path("{owner}/{name}/listing")
  public ListingView list(
      @PathParam("owner") String owner, @PathParam("name") String name, @NotNull Terms terms) {
    return ListingView.of(
        listings.list(caller.creator(), owner, name, Price.nanos(terms.unitPrice())));
  }

  @DELETE
  @Path("{name}/listing")
  public void unlistOwn(@PathParam("name") String name) {
    Account owner = caller.creator();
    listings.unlist(owner, owner.name(), name);
  }

  @DELETE
  @Path("{owner}/{name}/listing")
  public void unlist(@PathParam("owner") String owner, @PathParam("name") String name) {
    listings.unlist(caller.creator(), owner, name);
  }
}
