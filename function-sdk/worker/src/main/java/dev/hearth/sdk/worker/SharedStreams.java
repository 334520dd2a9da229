package dev.hearth.sdk.worker;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A harness's part in the standard streams of a program that embeds it, beside the program itself
 * and other harnesses. What the function's threads print goes where it always went, and to the
 * function's log as well: {@code System.out} and {@code System.err} are replaced while any of these
 * is open, and tell by the thread that prints whose it is. A thread has that from the thread that
 * made it. Thread-safe.
 */
public final class SharedStreams implements AutoCloseable {
  private static final InheritableThreadLocal<@Nullable SharedStreams> PRINTING =
      new InheritableThreadLocal<>();

  private static int open;
  private static @Nullable Replaced replaced;

  private volatile @Nullable OutputStream out;
  private volatile @Nullable OutputStream err;

  private SharedStreams() {}

  /** Takes part until it is closed. */
  public static synchronized SharedStreams open() {
    if (open == 0) {
      replaced = Replaced.now();
    }
    open++;
    return new SharedStreams();
  }

  /** Sends what this thread and its descendants print there, too. */
  public void capture(OutputStream toOut, OutputStream toErr) {
    out = toOut;
    err = toErr;
    PRINTING.set(this);
  }

  /** Captures nothing more; lines that have no end yet are sent. */
  public void finish() throws IOException {
    for (OutputStream each : new @Nullable OutputStream[] {out, err}) {
      if (each != null) {
        each.close();
      }
    }
    out = null;
    err = null;
  }

  /** The last one puts back what was there, unless somebody replaced the streams meanwhile. */
  @Override
  public void close() {
    out = null;
    err = null;
    synchronized (SharedStreams.class) {
      open--;
      Replaced before = replaced;
      if (open == 0 && before != null) {
        before.putBack();
        replaced = null;
      }
    }
  }

  private record Replaced(
      PrintStream out, PrintStream err, PrintStream newOut, PrintStream newErr) {
    static Replaced now() {
      var out = System.out;
      var err = System.err;
      var replaced = new Replaced(out, err, of(new Shared(out, true)), of(new Shared(err, false)));
      System.setOut(replaced.newOut);
      System.setErr(replaced.newErr);
      return replaced;
    }

    /** In UTF-8, as a worker's streams are. */
    private static PrintStream of(Shared stream) {
      return new PrintStream(stream, true, StandardCharsets.UTF_8);
    }

    void putBack() {
      if (System.out.equals(newOut)) {
        System.setOut(out);
      }
      if (System.err.equals(newErr)) {
        System.setErr(err);
      }
    }
  }

  /** One stream of the program, which is never closed. */
  private static final class Shared extends OutputStream {
    private final PrintStream before;
    private final boolean isOut;

    Shared(PrintStream before, boolean isOut) {
      this.before = before;
      this.isOut = isOut;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      Charset charset = before.charset();
      if (charset.equals(StandardCharsets.UTF_8)) {
        before.write(bytes, offset, length);
      } else {
        before.print(new String(bytes, offset, length, StandardCharsets.UTF_8));
      }
      SharedStreams printing = PRINTING.get();
      OutputStream captured = printing == null ? null : isOut ? printing.out : printing.err;
      if (captured != null) {
        captured.write(bytes, offset, length);
      }
    }

    @Override
    public void flush() {
      before.flush();
    }
  }
}
