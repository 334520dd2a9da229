package dev.hearth.marketplace.console;

import dev.hearth.marketplace.console.form.SchemaRow;
import dev.hearth.marketplace.listing.ListedFunction;
import dev.hearth.sdk.descriptor.Endpoint;
import dev.hearth.sdk.descriptor.WeightSet;
import io.quarkus.qute.RawString;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** What the page of a function shows of it. */
record FunctionView(
    ListedFunction function,
    ShownEndpoint shown,
    Snippets snippets,
    List<SchemaRow> inputs,
    List<SchemaRow> outputs,
    RawString artwork,
    String api) {
  private static final int SHORT_DIGEST = 12;
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  static FunctionView of(ShownEndpoint shown, String api) {
    ListedFunction function = shown.function();
    Endpoint endpoint = shown.endpoint();
    return new FunctionView(
        function,
        shown,
        Snippets.of(shown, api),
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

  /** Where the form is sent. */
  public String formUrl() {
    return shown.url();
  }

  /** Whether there is a choice between endpoints. */
  public boolean manyEndpoints() {
    return endpoints().size() > 1;
  }

  public List<ShownEndpoint> endpoints() {
    return function.descriptor().endpoints().stream()
        .map(endpoint -> new ShownEndpoint(function, endpoint))
        .toList();
  }

  public boolean isShown(ShownEndpoint endpoint) {
    return endpoint.path().equals(shown.path());
  }

  /** What it says of its weights. */
  public List<WeightSet> weights() {
    return function.descriptor().weights();
  }

  /** Hosts that its workers may reach. */
  public List<String> egress() {
    return function.descriptor().access().egress();
  }

  /** Whether there is anything to say of what the function is made of and reaches. */
  public boolean hasParts() {
    return !weights().isEmpty() || !egress().isEmpty();
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
