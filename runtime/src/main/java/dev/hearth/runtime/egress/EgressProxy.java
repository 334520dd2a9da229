package dev.hearth.runtime.egress;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * One worker's way out: an HTTP proxy on a Unix socket. It takes {@code CONNECT} and plain requests
 * for declared hosts, connects to the very address it has checked, and looks into nothing that
 * passes. What it reads comes from a stranger's code.
 */
public final class EgressProxy implements AutoCloseable {
  private static final byte[] ESTABLISHED =
      "HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int BACKLOG = 64;

  /** A name server that keeps silent costs the node a thread. */
  private static final int LOOKUPS_AT_ONCE = 4;

  private static final int ADDRESSES_TRIED = 4;

  /** Sockets for each connection that may be: its two, and as many that are being refused. */
  private static final int MOST_OPEN = 4;

  private static final int TOLD_REFUSALS = 50;
  private static final int MOST_DRAINED_BYTES = 1 << 20;

  private final ServerSocketChannel server;
  private final List<DeclaredHost> declared;
  private final EgressConfig config;
  private final Addresses addresses;
  private final ScheduledExecutorService timer;
  private final Consumer<String> refusals;
  private final Semaphore free;
  private final Semaphore lookups = new Semaphore(LOOKUPS_AT_ONCE);
  private final Set<SocketChannel> open = ConcurrentHashMap.newKeySet();
  private final Set<String> told = new HashSet<>();

  private EgressProxy(
      ServerSocketChannel server,
      List<DeclaredHost> declared,
      EgressConfig config,
      Addresses addresses,
      ScheduledExecutorService timer,
      Consumer<String> refusals) {
    this.server = server;
    this.declared = declared;
    this.config = config;
    this.addresses = addresses;
    this.timer = timer;
    this.refusals = refusals;
    this.free = new Semaphore(config.maxConnections());
  }

  static EgressProxy start(
      Path socket,
      List<DeclaredHost> declared,
      EgressConfig config,
      Addresses addresses,
      ScheduledExecutorService timer,
      Consumer<String> refusals)
      throws IOException {
    ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      server.bind(UnixDomainSocketAddress.of(socket), BACKLOG);
    } catch (IOException e) {
      server.close();
      throw e;
    }
    var proxy = new EgressProxy(server, declared, config, addresses, timer, refusals);
    Thread _ = Thread.ofVirtual().name("egress-accept").start(proxy::accept);
    return proxy;
  }

  private void accept() {
    try {
      while (true) {
        SocketChannel worker = server.accept();
        open.add(worker);
        if (open.size() > MOST_OPEN * config.maxConnections()) {
          open.remove(worker);
          worker.close(); // a flood, which isn't worth an answer
        } else {
          Thread _ = Thread.ofVirtual().name("egress").start(() -> serve(worker));
        }
      }
    } catch (IOException e) {
      closeAll(); // the proxy was closed; what was accepted meanwhile too
    }
  }

  private void serve(SocketChannel worker) {
    Future<?> deadline = later(worker);
    try {
      if (!free.tryAcquire()) {
        throw Refusal.busy("the worker has " + config.maxConnections() + " connections already");
      }
      try {
        serveOne(worker, deadline);
      } finally {
        free.release();
      }
    } catch (Refusal refusal) {
      refuse(worker, refusal);
    } catch (IOException e) {
      refuse(worker, Refusal.unreachable("the connection failed"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      deadline.cancel(false);
      open.remove(worker);
      Tunnel.closeQuietly(worker);
    }
  }

  /** Ends a request whose head doesn't come, and one whose target can't be connected to in time. */
  private Future<?> later(SocketChannel worker) {
    long millis = 3 * config.connectTimeout().toMillis();
    return timer.schedule(() -> Tunnel.closeQuietly(worker), millis, TimeUnit.MILLISECONDS);
  }

  private void serveOne(SocketChannel worker, Future<?> deadline)
      throws IOException, InterruptedException {
    HeadReader request = HeadReader.read(worker);
    ProxyRequest wanted = ProxyRequest.parse(request.head());
    Target to = wanted.target();
    if (declared.stream().noneMatch(host -> host.matches(to))) {
      throw Refusal.forbidden(to + " is not declared in the function's egress");
    }
    SocketChannel target = connect(to);
    open.add(target);
    try {
      deadline.cancel(false);
      write(target, wanted.forwarded());
      if (wanted.tunnel()) {
        write(worker, ESTABLISHED);
      }
      carry(worker, target, request.rest(), wanted.tunnel());
    } finally {
      open.remove(target);
      Tunnel.closeQuietly(target);
    }
  }

  private void carry(SocketChannel worker, SocketChannel target, byte[] first, boolean answered)
      throws IOException, InterruptedException {
    try {
      write(target, first);
    } catch (IOException e) {
      if (!answered) {
        throw e;
      }
      return; // what the worker reads now is the target's: no answer of ours belongs there
    }
    new Tunnel(worker, target, config.maxBytes().asLongValue()).run(config, timer);
  }

  private SocketChannel connect(Target to) throws IOException, InterruptedException {
    IOException last = Refusal.unreachable(to + " can't be reached");
    for (InetAddress address : resolve(to).stream().limit(ADDRESSES_TRIED).toList()) {
      SocketChannel channel = SocketChannel.open();
      try {
        int limit = Math.toIntExact(config.connectTimeout().toMillis());
        channel.socket().connect(new InetSocketAddress(address, to.port()), limit);
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
      return addresses.of(to, config.connectTimeout());
    } finally {
      lookups.release();
    }
  }

  private static void write(SocketChannel channel, byte[] bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private void refuse(SocketChannel worker, Refusal refusal) {
    if (!worker.isOpen()) {
      return; // closed by the node: the worker has ended, or its time was over
    }
    String reason = String.valueOf(refusal.getMessage());
    tell("egress refused: " + reason);
    try {
      write(worker, refusal.answer());
      worker.shutdownOutput();
      drain(worker);
    } catch (IOException e) {
      Tunnel.closeQuietly(worker); // it didn't wait for the answer
    }
  }

  /** Closing a socket that has unread bytes would take the answer away from the other side. */
  private static void drain(SocketChannel worker) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(4 << 10);
    int left = MOST_DRAINED_BYTES;
    while (left > 0 && worker.read(buffer.clear()) >= 0) {
      left -= buffer.position();
    }
  }

  private void tell(String refusal) {
    synchronized (told) {
      if (told.size() >= TOLD_REFUSALS || !told.add(refusal)) {
        return;
      }
    }
    refusals.accept(refusal);
  }

  private void closeAll() {
    open.forEach(Tunnel::closeQuietly);
  }

  /** Ends all connections. */
  @Override
  public void close() throws IOException {
    server.close();
    closeAll();
  }
}
