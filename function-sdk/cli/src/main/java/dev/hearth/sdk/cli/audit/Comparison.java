package dev.hearth.sdk.cli.audit;

import dev.hearth.sdk.cli.connection.Client;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Compares what the runtime and the marketplace know of the same things while both go on. Digests
 * tell which buckets to look into. There the runtime is read first, then the marketplace, then the
 * runtime again: what the first reading says was told must be at the marketplace, and whatever the
 * marketplace has must be in the second, since the runtime commits everything before it tells it.
 */
final class Comparison {
  private static final int FINDINGS = 100;
  private static final int BUCKETS_AT_ONCE = 16;

  private final Client client;
  private final String kind;
  private final String noun;

  /**
   * A comparison of one kind of records.
   *
   * @param kind the services' word
   * @param noun what a finding calls a record
   */
  Comparison(Client client, String kind, String noun) {
    this.client = client;
    this.kind = kind;
    this.noun = noun;
  }

  Finding compare(JsonObject runtime, JsonObject marketplace) throws InterruptedException {
    var findings = new ArrayList<String>();
    List<String> buckets = differing(digests(runtime), digests(marketplace));
    for (int from = 0;
        from < buckets.size() && findings.size() <= FINDINGS;
        from += BUCKETS_AT_ONCE) {
      int to = Math.min(buckets.size(), from + BUCKETS_AT_ONCE);
      findings.addAll(look(String.join(",", buckets.subList(from, to))));
    }
    boolean more = findings.size() > FINDINGS;
    return new Finding(
        "both",
        kind + "-agree",
        "runtime and marketplace have the same " + noun + "s, with the same figures",
        more ? List.copyOf(findings.subList(0, FINDINGS)) : findings,
        more);
  }

  private Map<String, Json> digests(JsonObject report) {
    return report.object("records").object(kind).members();
  }

  private static List<String> differing(Map<String, Json> one, Map<String, Json> other) {
    var buckets = new TreeSet<>(one.keySet());
    buckets.addAll(other.keySet());
    buckets.removeIf(bucket -> Objects.equals(one.get(bucket), other.get(bucket)));
    return List.copyOf(buckets);
  }

  private Collection<String> look(String buckets) throws InterruptedException {
    Map<String, JsonObject> before = records(client.api("/node/v1/audit/records" + query(buckets)));
    Map<String, JsonObject> posted =
        records(client.console("/v1/admin/audit/records" + query(buckets)));
    Map<String, JsonObject> after = records(client.api("/node/v1/audit/records" + query(buckets)));
    var findings = new TreeMap<String, String>();
    posted.forEach(
        (id, record) -> {
          String wrong = atMarketplace(record, before.get(id), after.get(id));
          if (wrong != null) {
            findings.put(id, noun + " " + id + wrong);
          }
        });
    before.forEach(
        (id, record) -> {
          if (!posted.containsKey(id) && !told(record).equals("none") && after.containsKey(id)) {
            findings.put(
                id,
                "%s %s was told to the marketplace, which doesn't have it: %s"
                    .formatted(noun, id, record.string("figures")));
          }
        });
    return findings.values();
  }

  private static @Nullable String atMarketplace(
      JsonObject posted, @Nullable JsonObject before, @Nullable JsonObject after) {
    String figures = posted.string("figures");
    if (after == null) {
      return " is at the marketplace, but the runtime knows nothing of it: " + figures;
    }
    boolean settled =
        posted.require("final").asBoolean() || (before != null && told(before).equals("final"));
    return settled && !figures.equals(after.string("figures"))
        ? " is \"%s\" at the marketplace, but \"%s\" at the runtime"
            .formatted(figures, after.string("figures"))
        : null;
  }

  private static String told(JsonObject record) {
    return record.string("told");
  }

  private String query(String buckets) {
    return "?kind=" + kind + "&buckets=" + buckets;
  }

  private Map<String, JsonObject> records(URI uri) throws InterruptedException {
    JsonObject answer = client.get(uri).orFail("auditing " + noun + "s").json().asObject();
    var records = new HashMap<String, JsonObject>();
    for (Json row : answer.array("records")) {
      records.put(row.asObject().string("id"), row.asObject());
    }
    return records;
  }
}
