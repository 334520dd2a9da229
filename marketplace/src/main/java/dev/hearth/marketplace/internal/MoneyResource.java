package dev.hearth.marketplace.internal;

import dev.hearth.marketplace.credit.Credit;
import dev.hearth.marketplace.credit.Credit.Answer;
import dev.hearth.marketplace.usage.Usage;
import dev.hearth.marketplace.usage.UsageEvent;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

/** Leases and usage events. */
@Path("/internal")
@Consumes(MediaType.APPLICATION_JSON)
@RunOnVirtualThread
final class MoneyResource {
  private static final RestResponse.Status PAYMENT_REQUIRED = RestResponse.Status.PAYMENT_REQUIRED;

  private final Credit credit;
  private final Usage usage;

  MoneyResource(Credit credit, Usage usage) {
    this.credit = credit;
    this.usage = usage;
  }

  /** What a node wants to be lent. */
  record LeaseRequest(
      @NotNull UUID leaseId,
      @NotNull UUID accountId,
      @NotNull @Min(0) Long minimumNanos,
      @NotNull @Min(0) Long wantedNanos) {}

  /** What it is lent. */
  record LeaseGrant(UUID leaseId, long grantedNanos, long termSeconds) {}

  /** Why it is lent nothing. */
  record LeaseRefusal(long availableNanos) {}

  /** What became of a lease. */
  record LeaseClose(@NotNull @Min(0) Long spentNanos, @NotNull @Min(0) Long heldNanos) {}

  /** What became of requests. */
  record UsageBatch(@NotNull @Size(max = 1_000) List<@NotNull UsageEvent> events) {}

  @POST
  @Path("leases")
  @Operation(hidden = true)
  public RestResponse<Object> openLease(@Valid @NotNull LeaseRequest request) {
    var answer =
        credit.open(
            new Credit.Request(
                request.leaseId(),
                request.accountId(),
                request.minimumNanos(),
                request.wantedNanos()));
    return switch (answer) {
      case Answer.Granted(long granted, long termSeconds) ->
          RestResponse.ok(new LeaseGrant(request.leaseId(), granted, termSeconds));
      case Answer.Refused(long available) ->
          RestResponse.status(PAYMENT_REQUIRED, new LeaseRefusal(Math.max(0, available)));
    };
  }

  @POST
  @Path("leases/{leaseId}/close")
  @Operation(hidden = true)
  public void closeLease(@PathParam("leaseId") UUID leaseId, @Valid @NotNull LeaseClose figures) {
    credit.close(leaseId, figures.spentNanos(), figures.heldNanos());
  }

  @POST
  @Path("usage")
  @Operation(hidden = true)
  public void recordUsage(@Valid @NotNull UsageBatch batch) {
    usage.post(batch.events());
  }
}
