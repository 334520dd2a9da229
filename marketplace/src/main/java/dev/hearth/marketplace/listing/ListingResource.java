package dev.hearth.marketplace.listing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hearth.marketplace.account.Account;
import dev.hearth.marketplace.account.Caller;
import dev.hearth.marketplace.listing.Listings.Listing;
import dev.hearth.marketplace.money.Nanos;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Who sees a function, and at what price. */
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

  /**
   * What an owner wants.
   *
   * @param visibility {@code private}, {@code unlisted} or {@code submitted}
   * @param unitPrice dollars per unit, as a string or a number
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record Wanted(@NotNull String visibility, @Nullable BigDecimal unitPrice) {}

  /** Dollars per unit, as a string or a number; what the owner asked for if there are none. */
  @JsonNaming(SnakeCaseStrategy.class)
  record Terms(@Nullable BigDecimal unitPrice) {}

  /** Why a listing is refused; its owner reads it. */
  record Rejection(@NotBlank @Size(max = 1_000) String reason) {}

  /**
   * A function's standing, and its price for others than its owner.
   *
   * @param priceVersion 0 while there is no price
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record ListingView(
      String function,
      String version,
      String visibility,
      BigDecimal unitPrice,
      long unitPriceNanos,
      String currency,
      long priceVersion,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) String reason) {
    static ListingView of(Listing listing) {
      return new ListingView(
          listing.function().fullName(),
          listing.function().liveVersion(),
          listing.function().standing().visibility().word(),
          Nanos.toDollars(listing.unitPriceNanos()),
          listing.unitPriceNanos(),
          "USD",
          listing.priceVersion(),
          listing.function().standing().reason());
    }
  }

  @PUT
  @Path("{name}/visibility")
  public ListingView setVisibility(@PathParam("name") String name, @Valid @NotNull Wanted wanted) {
    Account owner = caller.creator();
    OptionalLong price = price(wanted.unitPrice());
    return ListingView.of(
        switch (wanted.visibility()) {
          case "private" -> listings.setOpen(owner, name, false, price);
          case "unlisted" -> listings.setOpen(owner, name, true, price);
          case "submitted" -> listings.submit(owner, name, Price.nanos(wanted.unitPrice()));
          default ->
              throw new CallException(
                  ErrorCode.INVALID_INPUT,
                  "\"visibility\" is none of private, unlisted and submitted");
        });
  }

  private static OptionalLong price(@Nullable BigDecimal dollars) {
    return dollars == null ? OptionalLong.empty() : OptionalLong.of(Price.nanos(dollars));
  }

  @PUT
  @Path("{owner}/{name}/listing")
  public ListingView list(
      @PathParam("owner") String owner, @PathParam("name") String name, @NotNull Terms terms) {
    return ListingView.of(listings.list(caller.creator(), owner, name, price(terms.unitPrice())));
  }

  @POST
  @Path("{owner}/{name}/listing/rejection")
  public ListingView reject(
      @PathParam("owner") String owner,
      @PathParam("name") String name,
      @Valid @NotNull Rejection rejection) {
    return ListingView.of(listings.reject(caller.admin(), owner, name, rejection.reason().strip()));
  }

  @DELETE
  @Path("{owner}/{name}/listing")
  public void unlist(@PathParam("owner") String owner, @PathParam("name") String name) {
    listings.close(caller.creator(), owner, name);
  }
}
