package dev.hearth.coldstart.cache;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP proxy in front of a real server that spoils answers to GET requests. It passes the
 * request on unchanged, so that signatures stay good, except that every connection carries one
 * request.
 */
final class FaultProxy implements AutoCloseable {
  /** What becomes of an answer. */
  sealed interface Fault {
    /** It passes as it is. */
    record None() implements Fault {}

    /** The server isn't asked; this status is the answer. */
    record Status(int status) implements Fault {}

    /** After so many bytes of the body nothing more comes, but the connection stays. */
    record Stall(long afterBytes) implements Fault {}

    /** After so many bytes of the body the connection ends. */
    record Truncate(long afterBytes) implements Fault {}

    /** One bit of the body is wrong. */
    record Flip(long atByte) implements Fault {}
  }

  private final URI upstream;
  private final ServerSocket server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger gets = new AtomicInteger();
  private final AtomicLong bodyBytes = new AtomicLong();
  private volatile IntFunction<Fault> rule = _ -> new Fault.None();
  private volatile CountDownLatch stalled = new CountDownLatch(1);

  FaultProxy(URI upstream) throws IOException {
    this.upstream = upstream;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread _ = Thread.ofPlatform().daemon(true).name("fault-proxy").start(this::accept);
  }

  URI endpoint() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  /** From now on, the n-th GET of a blob (from 0) gets that fault. */
  void spoil(IntFunction<Fault> byGet) {
    gets.set(0);
    bodyBytes.set(0);
    stalled = new CountDownLatch(1);
    rule = byGet;
  }

  /** GETs of blobs since the last {@link #spoil}. */
  int gets() {
    return gets.get();
  }

  /** Waits until an answer stalls. */
  void awaitStall() throws InterruptedException {
    stalled.await();
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket client = server.accept();
        open.add(client);
        Thread _ = Thread.ofVirtual().start(() -> serve(client));
      } catch (IOException e) {
        return; // closed
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      String head = head(client.getInputStream());
      if (!head.isEmpty()) {
        answer(client, head);
      }
    } catch (IOException e) {
      // either side went away, which is what this is for
    } finally {
      open.remove(client);
    }
  }

  private void answer(Socket client, String head) throws IOException {
    Fault fault =
        head.startsWith("GET ") && head.substring(0, head.indexOf('\r')).contains("/blob/")
            ? rule.apply(gets.getAndIncrement())
            : new Fault.None();
    if (fault instanceof Fault.Status(int status)) {
      client
          .getOutputStream()
          .write(
              ("HTTP/1.1 " + status + " Spoilt\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.ISO_8859_1));
      return;
    }
    try (Socket behind = new Socket(upstream.getHost(), upstream.getPort())) {
      open.add(behind);
      write(behind, head.replaceFirst("\r\n", "\r\nConnection: close\r\n"));
      Thread _ = Thread.ofVirtual().start(() -> pipe(client, behind));
      InputStream answer = behind.getInputStream();
      write(client, head(answer));
      relay(answer, client.getOutputStream(), fault);
    }
  }

  private void relay(InputStream from, OutputStream to, Fault fault) throws IOException {
    byte[] buffer = new byte[8192];
    long done = 0;
    for (int read = from.read(buffer); read >= 0; read = from.read(buffer)) {
      long end = end(fault, done, read);
      flip(fault, buffer, done, read);
      to.write(buffer, 0, (int) (end - done));
      bodyBytes.addAndGet(end - done);
      if (end < done + read) {
        to.flush();
        finish(fault, from);
        return;
      }
      done = end;
    }
  }

  private static long end(Fault fault, long done, int read) {
    return switch (fault) {
      case Fault.Stall(long after) -> Math.min(done + read, after);
      case Fault.Truncate(long after) -> Math.min(done + read, after);
      case Fault.Flip _, Fault.None _, Fault.Status _ -> done + read;
    };
  }

  private static void flip(Fault fault, byte[] buffer, long done, int read) {
    if (fault instanceof Fault.Flip(long at) && at >= done && at < done + read) {
      buffer[(int) (at - done)] ^= 16;
    }
  }

  /** Holds the connection until the proxy or the client is done with it. */
  private void finish(Fault fault, InputStream from) throws IOException {
    if (fault instanceof Fault.Stall) {
      stalled.countDown();
      synchronized (this) {
        try {
          while (!server.isClosed()) {
            wait();
          }
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      from.close();
    }
  }

  private static void pipe(Socket from, Socket to) {
    try {
      long _ = from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // the exchange is over
    }
  }

  private static void write(Socket socket, String head) throws IOException {
    socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** A head with its empty line; empty if the connection ended before it. */
  private static String head(InputStream in) throws IOException {
    var head = new ByteArrayOutputStream();
    int last = 0;
    for (int next = in.read(); next >= 0; next = in.read()) {
      head.write(next);
      last = (last << 8) | next;
      if (last == 0x0D0A0D0A) {
        return head.toString(StandardCharsets.ISO_8859_1);
      }
    }
    return "";
  }

  @Override
  public void close() {
    try {
      server.close();
      synchronized (this) {
        notifyAll();
      }
      for (@Nullable Socket socket : open) {
        if (socket != null) {
          socket.close();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
