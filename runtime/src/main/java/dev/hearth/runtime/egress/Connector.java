package dev.hearth.runtime.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;

/** Connects one worker to its targets, by the very addresses that were checked. */
final class Connector {
  /** A name server that keeps silent costs the node a thread. */
  private static final int LOOKUPS_AT_ONCE = 4;

  private static final int ADDRESSES_TRIED = 4;

  private final Addresses addresses;
  private final Duration limit;
  private final Semaphore lookups = new Semaphore(LOOKUPS_AT_ONCE);

  /**
   * @param limit for the look-up of a name, and for each address that is tried
   */
  Connector(Addresses addresses, Duration limit) {
    this.addresses = addresses;
    this.limit = limit;
  }

  SocketChannel connect(Target to) throws IOException, InterruptedException {
    IOException last = Refusal.unreachable(to + " can't be reached");
    for (InetAddress address : resolve(to).stream().limit(ADDRESSES_TRIED).toList()) {
      SocketChannel channel = SocketChannel.open();
      try {
        channel
            .socket()
            .connect(
                new InetSocketAddress(address, to.port()), Math.toIntExact(limit.toMillis()));
        return channel;
      } catch (IOException e) {
        last.addSuppressed(e);
        channel.close();
      }
    }
    throw last;
  }

  private List<InetAddress> resolve(Target to) throws IOException, InterruptedException {
    lookups.acquire();
    try {
      return addresses.of(to, limit);
    } finally {
      lookups.release();
    }
  }
}
