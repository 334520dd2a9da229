package dev.hearth.standalone.lifecycle;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

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

  @Option(
      names = "--device",
      paramLabel = "auto|cpu|cuda",
      converter = DeviceWord.class,
      description = "What functions compute on; auto. With cuda, nothing starts without a GPU.")
  @Nullable String device;

  /** Reads a device choice as the runtime does. */
  static final class DeviceWord implements ITypeConverter<String> {
    private static final Set<String> WORDS = Set.of("auto", "cpu", "cuda");

    @Override
    public String convert(String word) {
      if (!WORDS.contains(word)) {
        throw new TypeConversionException("'" + word + "' is not auto, cpu or cuda");
      }
      return word;
    }
  }

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
    if (device != null) {
      words.add("--device=" + device);
    }
    return words;
  }

  private static void port(List<String> words, String option, @Nullable Integer port) {
    if (port != null) {
      words.add(option + "=" + port);
    }
  }
}
