package dev.hearth.sdk.client;

import dev.hearth.sdk.json.Json;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * One installation, reached with one key. Make one for a program and close it at its end.
 * Thread-safe.
 *
 * <pre>{@code
 * record Drawing(Path imageUrl, int scale) {}
 * record Enlarged(Image image) {}
 *
 * try (var client = HearthClient.builder().fromEnvironment().build()) {
 *   var upscale = client.function("hearth/upscale", Enlarged.class);
 *   var result = upscale.subscribe(new Drawing(Path.of("cat.png"), 2));
 *   client.storage().download(result.output().image(), Path.of("cat-large.png"));
 * }
 * }</pre>
 */
public final class HearthClient implements AutoCloseable {
  /** For cancelling what is under way. */
  private static final long LAST_SECONDS = 5;

  private final Transport transport;
  private final Storage storage;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  HearthClient(Transport transport) {
    this.transport = transport;
    this.storage = new Storage(transport);
  }

  /** Begins to describe a client. */
  public static HearthClientBuilder builder() {
    return new HearthClientBuilder();
  }

  /**
   * A function whose output is read as JSON.
   *
   * @param id {@code owner/name}, or {@code owner/name/path} for one endpoint of it
   */
  public RemoteFunction<Json> function(String id) {
    return function(id, Json.class);
  }

  /**
   * A function whose output is read as a record of that class, or as {@code JsonObject}.
   *
   * @param id {@code owner/name}, or {@code owner/name/path} for one endpoint of it
   */
  public <O> RemoteFunction<O> function(String id, Class<O> output) {
    OutputReader.require(output);
    return new RemoteFunction<>(
        transport, storage, threads, new FunctionId(id), output, CallOptions.none());
  }

  /** Uploads and downloads. */
  public Storage storage() {
    return storage;
  }

  /** Ends the calls that are under way as if their threads were interrupted. */
  @Override
  public void close() {
    threads.shutdownNow();
    try {
      if (!threads.awaitTermination(LAST_SECONDS, TimeUnit.SECONDS)) {
        System.getLogger(HearthClient.class.getName())
            .log(System.Logger.Level.WARNING, "closed while calls were still being cancelled");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      transport.close();
    }
  }
}
