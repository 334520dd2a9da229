package dev.hearth.marketplace.console;

import dev.hearth.marketplace.console.form.SchemaRow;
import dev.hearth.marketplace.listing.ListedFunction;
import dev.hearth.sdk.descriptor.Endpoint;
import io.quarkus.qute.RawString;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** What the page of a function shows of it. */
record FunctionView(
    ListedFunction function,
    Snippets snippets,
    List<SchemaRow> inputs,
    List<SchemaRow> outputs,
    RawString artwork,
    String api) {
  private static final int SHORT_DIGEST = 12;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  static FunctionView of(ListedFunction function, String api) {
    Endpoint endpoint = function.descriptor().endpoints().getFirst();
    return new FunctionView(
        function,
        Snippets.of(function, api),
        SchemaRow.of(endpoint.input()),
        SchemaRow.of(endpoint.output()),
        new RawString(Artwork.svg(function.id())),
        api);
  }

  public String id() {
    return function.id();
  }

  public String url() {
    return "/functions/" + id();
  }

  public String title() {
    return function.descriptor().title();
  }

  public String summary() {
    return function.descriptor().summary();
  }

  public String category() {
    return function.descriptor().category();
  }

  public String price() {
    return Dollars.price(function);
  }

  public boolean privateOnly() {
    return !function.standing().open();
  }

  public String version() {
    return function.version();
  }

  /** Enough of the digest to tell versions apart. */
  public String shortVersion() {
    String digest = version().substring(version().indexOf(':') + 1);
    return digest.substring(0, Math.min(SHORT_DIGEST, digest.length()));
  }

  public String updated() {
    return DAY.format(function.updatedAt());
  }
}
