package dev.hearth.standalone.install;

import dev.hearth.sdk.cli.connection.CommandFailure;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the ports of a start: those given, else those of the last start, else the usual ones. All
 * are held until the choice is complete, so that none is chosen twice.
 */
public final class PortChoice implements AutoCloseable {
  private final Optional<Ports> last;
  private final List<ServerSocket> held = new ArrayList<>();

  public PortChoice(Optional<Ports> last) {
    this.last = last;
  }

  /**
   * Ports as given by options; null for those that weren't given, 0 for any free one.
   *
   * @param host address that API and console listen on; the others are on loopback
   * @param overTls whether the API is served over TLS too
   */
  public record Wanted(
      InetAddress host,
      @Nullable Integer api,
      @Nullable Integer console,
      @Nullable Integer internal,
      @Nullable Integer postgres,
      boolean overTls,
      @Nullable Integer tls) {}

  /** The ports to use; a busy one is a failure that names it. */
  public Ports choose(Wanted wanted) throws IOException {
    Ports known = last.orElse(Ports.USUAL);
    InetAddress loopback = InetAddress.getLoopbackAddress();
    return new Ports(
        one(wanted.host(), "--api-port", wanted.api(), known.api()),
        one(wanted.host(), "--console-port", wanted.console(), known.console()),
        one(loopback, "--internal-port", wanted.internal(), known.internal()),
        one(loopback, "--postgres-port", wanted.postgres(), known.postgres()),
        tls(wanted, known.tls()));
  }

  private @Nullable Integer tls(Wanted wanted, @Nullable Integer known) throws IOException {
    if (!wanted.overTls()) {
      return known;
    }
    if (known == null && wanted.tls() != null && wanted.tls() == 0) {
      return any(wanted.host());
    }
    return one(wanted.host(), "--tls-port", wanted.tls(), known == null ? Ports.USUAL_TLS : known);
  }

  private int one(InetAddress host, String option, @Nullable Integer wanted, int known)
      throws IOException {
    if (wanted == null) {
      return hold(host, option, known);
    }
    if (wanted != 0) {
      return hold(host, option, wanted);
    }
    if (last.isPresent() && tryHold(host, known)) {
      return known;
    }
    return any(host);
  }

  private int any(InetAddress host) throws IOException {
    ServerSocket any = new ServerSocket(0, 1, host);
    held.add(any);
    return any.getLocalPort();
  }

  private int hold(InetAddress host, String option, int port) throws IOException {
    if (!tryHold(host, port)) {
      throw new CommandFailure(
          "port %d (%s) is in use%s; stop that, or choose another port with %s N (0 for any)."
              .formatted(
                  port, option, PortUser.of(port).map(user -> " by " + user).orElse(""), option));
    }
    return port;
  }

  private boolean tryHold(InetAddress host, int port) throws IOException {
    var socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(host, port), 1);
      held.add(socket);
      return true;
    } catch (BindException e) {
      socket.close();
      if (String.valueOf(e.getMessage()).contains("in use")) {
        return false;
      }
      throw new CommandFailure(
          "port %d can't be used on %s: %s.".formatted(port, host.getHostAddress(), e.getMessage()),
          e);
    }
  }

  /** Frees the ports for those that will use them. */
  @Override
  public void close() throws IOException {
    for (ServerSocket socket : held) {
      socket.close();
    }
  }
}
