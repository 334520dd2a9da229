package dev.hearth.marketplace.usage;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.hearth.marketplace.account.Caller;
import dev.hearth.marketplace.money.Nanos;
import dev.hearth.marketplace.usage.UsageStore.Position;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What the caller's requests consumed and cost. */
@Path("/v1/usage")
@RunOnVirtualThread
final class UsageResource {
  private static final Instant FIRST = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");
  private static final UUID LOWEST = new UUID(0, 0);

  private final Jdbi jdbi;
  private final UsageStore store;
  private final Caller caller;

  UsageResource(Jdbi jdbi, UsageStore store, Caller caller) {
    this.jdbi = jdbi;
    this.store = store;
    this.caller = caller;
  }

  /** A page of events, newest first. */
  @JsonNaming(SnakeCaseStrategy.class)
  record UsagePage(List<UsageRow> usage, @Nullable String nextCursor, boolean hasMore) {}

  /** One request. */
  @JsonNaming(SnakeCaseStrategy.class)
  record UsageRow(
      UUID requestId,
      String function,
      String version,
      String outcome,
      BigDecimal units,
      BigDecimal unitPrice,
      BigDecimal cost,
      long costNanos,
      String currency,
      Instant finishedAt) {
    static UsageRow of(UsageEvent event) {
      return new UsageRow(
          event.requestId(),
          event.function(),
          event.version(),
          event.outcome().word(),
          BigDecimal.valueOf(event.microUnits(), 6),
          Nanos.toDollars(event.unitPriceNanos()),
          Nanos.toDollars(event.chargeNanos()),
          event.chargeNanos(),
          "USD",
          event.finishedAt());
    }
  }

  @GET
  public UsagePage usage(
      @QueryParam("start") @Nullable String start,
      @QueryParam("end") @Nullable String end,
      @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(1_000) int limit,
      @QueryParam("cursor") @Nullable String cursor) {
    Position before = before(time("end", end, LAST), cursor);
    List<UsageEvent> events =
        jdbi.withHandle(
            handle ->
                store.page(
                    handle, caller.account().id(), time("start", start, FIRST), before, limit + 1));
    boolean more = events.size() > limit;
    List<UsageEvent> page = more ? events.subList(0, limit) : events;
    return new UsagePage(
        page.stream().map(UsageRow::of).toList(),
        more ? UsageCursor.write(page.getLast()) : null,
        more);
  }

  /** The end is exclusive: what finished at that very time is out. */
  private static Position before(Instant end, @Nullable String cursor) {
    if (cursor == null || cursor.isEmpty()) {
      return new Position(end, LOWEST);
    }
    Position position = UsageCursor.read(cursor);
    return position.finishedAt().isBefore(end) ? position : new Position(end, LOWEST);
  }

  private static Instant time(String name, @Nullable String text, Instant otherwise) {
    if (text == null || text.isEmpty()) {
      return otherwise;
    }
    try {
      Instant time = OffsetDateTime.parse(text).toInstant();
      return time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time;
    } catch (DateTimeException noTime) {
      throw new CallException(
          ErrorCode.INVALID_INPUT,
          "\"" + name + "\" is no time such as 2026-01-31T12:00:00Z: \"" + text + "\"");
    }
  }
}
