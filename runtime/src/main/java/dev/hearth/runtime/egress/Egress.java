package dev.hearth.runtime.egress;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/** What the ways out of all workers of a node share. */
public final class Egress implements AutoCloseable {
  private final EgressConfig config;
  private final ScheduledExecutorService timer;
  private final Addresses addresses;

  /**
   * @param timer for deadlines; its tasks are short
   * @throws IllegalArgumentException if a host of the configuration can't be read
   */
  public Egress(EgressConfig config, ScheduledExecutorService timer) {
    this.config = config;
    this.timer = timer;
    this.addresses = new Addresses(config.privateHosts());
  }

  /**
   * Opens one worker's way out.
   *
   * @param socket where it listens; the file stays when it is closed
   * @param declared the descriptor's hosts
   * @param refusals is told, in a sentence and from any thread, of each kind of connection that is
   *     refused, once
   */
  public EgressProxy open(Path socket, List<String> declared, Consumer<String> refusals)
      throws IOException {
    List<DeclaredHost> hosts = declared.stream().map(DeclaredHost::parse).toList();
    return EgressProxy.start(socket, hosts, config, addresses, timer, refusals);
  }

  @Override
  public void close() {
    addresses.close();
  }
}
