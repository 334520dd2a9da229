package dev.hearth.marketplace.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.hearth.marketplace.account.Caller;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** The audit of the marketplace's books, for admins. */
@Path("/v1/admin/audit")
@RunOnVirtualThread
final class AuditResource {
  private static final int MOST_BUCKETS = 64;

  private final Audit audit;
  private final Caller caller;

  AuditResource(Audit audit, Caller caller) {
    this.audit = audit;
    this.caller = caller;
  }

  /** Records of one kind. */
  record Records(List<Row> records) {}

  /** What the marketplace has of a record. */
  record Row(UUID id, String figures, @JsonProperty("final") boolean isFinal) {}

  @GET
  public Audit.Report report() {
    var _ = caller.admin();
    return audit.report();
  }

  @GET
  @Path("records")
  public Records records(
      @QueryParam("kind") @DefaultValue("") String kind,
      @QueryParam("buckets") @DefaultValue("") String buckets) {
    var _ = caller.admin();
    return new Records(
        audit.records(kind(kind), buckets(buckets)).stream()
            .map(shared -> new Row(shared.id(), shared.figures(), shared.isFinal()))
            .toList());
  }

  private static SharedRecords kind(String word) {
    for (SharedRecords kind : SharedRecords.values()) {
      if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
        return kind;
      }
    }
    throw new CallException(
        ErrorCode.INVALID_INPUT, "\"kind\" is \"usage\" or \"lease\", not \"" + word + "\"");
  }

  private static List<String> buckets(String text) {
    List<String> buckets = List.of(text.split(",", -1));
    if (buckets.size() > MOST_BUCKETS
        || !buckets.stream().allMatch(bucket -> bucket.matches("[0-9a-f]{3}"))) {
      throw new CallException(
          ErrorCode.INVALID_INPUT,
          "\"buckets\" is 1 to 64 times three hexadecimal digits with commas between, not \""
              + text
              + "\"");
    }
    return buckets;
  }
}
