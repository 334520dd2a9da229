package dev.hearth.marketplace.funding;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hearth.marketplace.account.Caller;
import dev.hearth.marketplace.money.Nanos;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Payouts of creators' earnings, by admins. */
@Path("/v1/admin/payouts")
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
final class PayoutResource {
  private final Payouts payouts;
  private final Caller caller;

  PayoutResource(Payouts payouts, Caller caller) {
    this.payouts = payouts;
    this.caller = caller;
  }

  /**
   * What is to be paid out.
   *
   * @param amount dollars; all earnings without it
   * @param expiresAt when it goes back unless it was sent; never without it
   */
  @JsonNaming(SnakeCaseStrategy.class)
  record Wish(
      @NotNull @Pattern(regexp = "[A-Za-z0-9._:-]{1,200}") String key,
      @NotNull String account,
      @Nullable BigDecimal amount,
      @Nullable Instant expiresAt) {}

  /** What was sent of a payout; all of it without an amount. */
  record Sent(@Nullable BigDecimal amount) {}

  /** Payouts, newest first. */
  record Page(List<View> payouts) {}

  /** A payout. */
  @JsonNaming(SnakeCaseStrategy.class)
  record View(
      String key,
      String account,
      BigDecimal amount,
      long amountNanos,
      @Nullable Instant expiresAt,
      String state,
      long sentNanos,
      String currency) {
    static View of(Payout payout) {
      return new View(
          payout.key(),
          payout.account(),
          Nanos.toDollars(payout.nanos()),
          payout.nanos(),
          payout.expiresAt(),
          switch (payout.outcome()) {
            case "posted" -> "sent";
            case "voided" -> "returned";
            default -> payout.outcome();
          },
          payout.postedNanos(),
          "USD");
    }
  }

  @GET
  public Page list(@QueryParam("pending") @DefaultValue("false") boolean pending) {
    var _ = caller.admin();
    return new Page(payouts.list(pending).stream().map(View::of).toList());
  }

  @POST
  public View begin(@Valid @NotNull Wish wish) {
    var _ = caller.admin();
    return View.of(
        payouts.begin(
            new Payouts.Request(
                wish.key(), wish.account(), nanos(wish.amount()), wish.expiresAt())));
  }

  @POST
  @Path("{key}/sent")
  public View sent(@PathParam("key") String key, @Valid @NotNull Sent sent) {
    var _ = caller.admin();
    return View.of(payouts.sent(key, nanos(sent.amount())));
  }

  @POST
  @Path("{key}/returned")
  public View returned(@PathParam("key") String key) {
    var _ = caller.admin();
    return View.of(payouts.returned(key));
  }

  private static OptionalLong nanos(@Nullable BigDecimal amount) {
    return amount == null ? OptionalLong.empty() : OptionalLong.of(Amounts.nanos(amount));
  }
}
