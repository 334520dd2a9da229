package dev.hearth.marketplace.listing;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hearth.marketplace.account.Caller;
import dev.hearth.marketplace.function.Visibility;
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
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What admins have to decide on, and what they decided. */
@Path("/v1/listings")
@RunOnVirtualThread
final class ReviewResource {
  private final ListingRows rows;
  private final Caller caller;

  ReviewResource(ListingRows rows, Caller caller) {
    this.rows = rows;
    this.caller = caller;
  }

  /** Listings of one state, the longest waiting first. */
  @JsonNaming(SnakeCaseStrategy.class)
  record ListingPage(List<ListingItem> listings, @Nullable String nextCursor, boolean hasMore) {}

  /**
   * A listing.
   *
   * @param unitPrice dollars per unit that its owner asked for
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record ListingItem(
      String function,
      String version,
      String title,
      String summary,
      String category,
      String visibility,
      String unit,
      BigDecimal unitPrice,
      @JsonInclude(JsonInclude.Include.NON_EMPTY) String reason,
      Instant submittedAt) {
    static ListingItem of(ListingRows.Entry entry) {
      return new ListingItem(
          entry.owner() + "/" + entry.name(),
          entry.version(),
          entry.descriptor().title(),
          entry.descriptor().summary(),
          entry.descriptor().category(),
          entry.visibility().word(),
          entry.descriptor().billing().unit().word(),
          Nanos.toDollars(entry.askedPriceNanos()),
          entry.reason(),
          entry.submittedAt());
    }
  }

  @GET
  public ListingPage listings(
      @QueryParam("state") @DefaultValue("submitted") String state,
      @QueryParam("limit") @DefaultValue("50") int limit,
      @QueryParam("cursor") @Nullable String cursor) {
    var _ = caller.admin();
    Paging paging = Paging.of(cursor, limit);
    var page = paging.page(rows.entries(state(state), paging.offset(), limit + 1), ListingItem::of);
    return new ListingPage(page.items(), page.nextCursor(), page.hasMore());
  }

  private static Visibility state(String word) {
    return switch (word) {
      case "submitted" -> Visibility.SUBMITTED;
      case "listed" -> Visibility.LISTED;
      case "rejected" -> Visibility.REJECTED;
      default ->
          throw new CallException(
              ErrorCode.INVALID_INPUT, "\"state\" is none of submitted, listed and rejected");
    };
  }
}
