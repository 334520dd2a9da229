package dev.hearth.standalone.lifecycle;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What {@code up} can be told about the installation that it starts. */
final class UpOptions {
  @Option(names = "--api-port", paramLabel = "N", description = "fal's protocol; 8080.")
  @Nullable Integer apiPort;

  @Option(names = "--console-port", paramLabel = "N", description = "Pages and /v1; 8081.")
  @Nullable Integer consolePort;

  @Option(names = "--internal-port", paramLabel = "N", description = "Between services; 8082.")
  @Nullable Integer internalPort;

  @Option(names = "--postgres-port", paramLabel = "N", description = "Database; 8083.")
  @Nullable Integer postgresPort;

  @Option(
      names = "--tls",
      description = "Serve the API over TLS too, also as fal's hosts, with a local CA.")
  private boolean tlsWanted;

  @Option(names = "--tls-port", paramLabel = "N", description = "Its port; 8443. Implies --tls.")
  @Nullable Integer tlsPort;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      defaultValue = "127.0.0.1",
      description = "Address of API and console; 127.0.0.1 unless told otherwise.")
  String host = "127.0.0.1";

  @Option(
      names = "--trust-functions",
      description = "Run functions without a sandbox where bubblewrap is missing.")
  boolean trustFunctions;

  /** Whether the API is served over TLS too. */
  boolean tls() {
    return tlsWanted || tlsPort != null;
  }

  /** The words that give another process the same options. */
  List<String> words() {
    var words = new ArrayList<String>();
    port(words, "--api-port", apiPort);
    port(words, "--console-port", consolePort);
    port(words, "--internal-port", internalPort);
    port(words, "--postgres-port", postgresPort);
    port(words, "--tls-port", tlsPort);
    if (tlsWanted) {
      words.add("--tls");
    }
    words.add("--host=" + host);
    if (trustFunctions) {
      words.add("--trust-functions");
    }
    return words;
  }

  private static void port(List<String> words, String option, @Nullable Integer port) {
    if (port != null) {
      words.add(option + "=" + port);
    }
  }
}
