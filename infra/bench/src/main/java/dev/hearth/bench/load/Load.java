package dev.hearth.bench.load;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.HdrHistogram.Histogram;

/**
 * Closed-loop load: every connection has one request under way. The calling thread does it all, in
 * one selector loop without locks.
 *
 * @param server where to connect
 * @param connections how many
 * @param scripts gives each connection its script
 */
public record Load(InetSocketAddress server, int connections, Supplier<Script> scripts) {
  private static final long LONGEST_LATENCY_NANOS = TimeUnit.MINUTES.toNanos(2);

  /** Runs a while without counting, then counts. */
  public LoadResult measure(Duration warmUp, Duration measured, Runnable start, Runnable end)
      throws IOException {
    try (var loop = new Loop(this)) {
      loop.runFor(warmUp);
      loop.reset();
      start.run();
      double seconds = loop.runFor(measured) / 1e9;
      end.run();
      return new LoadResult(loop.calls, loop.requests, seconds, loop.latencies);
    }
  }

  private record Alarm(long atNanos, Line line, Step.Send send) {}

  /** The selector loop. */
  private static final class Loop implements AutoCloseable {
    private final Selector selector = Selector.open();
    private final List<Line> lines = new ArrayList<>();
    private final PriorityQueue<Alarm> alarms =
        new PriorityQueue<>(Comparator.comparingLong(Alarm::atNanos));
    private final Histogram latencies = new Histogram(LONGEST_LATENCY_NANOS, 3);
    private long calls;
    private long requests;

    Loop(Load load) throws IOException {
      for (int i = 0; i < load.connections; i++) {
        lines.add(new Line(load.server, load.scripts.get(), selector));
      }
      for (Line line : lines) {
        begin(line, line.script.begin());
      }
    }

    void reset() {
      latencies.reset();
      calls = 0;
      requests = 0;
    }

    long runFor(Duration duration) throws IOException {
      long start = System.nanoTime();
      long end = start + duration.toNanos();
      long now = start;
      while (now < end) {
        selector.select(this::serve, untilNext(now, end));
        now = System.nanoTime();
        ring(now);
      }
      return now - start;
    }

    private long untilNext(long now, long end) {
      Alarm first = alarms.peek();
      long next = first == null ? end : Math.min(end, first.atNanos);
      return Math.max(1, (next - now) / 1_000_000);
    }

    private void ring(long now) throws IOException {
      Alarm first = alarms.peek();
      while (first != null && first.atNanos <= now) {
        alarms.remove();
        send(first.line, first.send);
        first = alarms.peek();
      }
    }

    private void serve(SelectionKey key) {
      Line line = (Line) key.attachment();
      try {
        if (key.isWritable()) {
          line.flush();
        }
        if (key.isReadable()) {
          Optional<HttpReply> reply = line.read();
          if (reply.isPresent()) {
            follow(line, line.script.answered(reply.get()));
          }
        }
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }

    private void follow(Line line, Step step) throws IOException {
      switch (step) {
        case Step.Send send -> send(line, send);
        case Step.Pause pause ->
            alarms.add(new Alarm(System.nanoTime() + pause.nanos(), line, pause.then()));
        case Step.Done done -> {
          latencies.recordValue(
              Math.min(LONGEST_LATENCY_NANOS, System.nanoTime() - line.callStartNanos));
          calls++;
          begin(line, done.next());
        }
      }
    }

    private void begin(Line line, Step.Send first) throws IOException {
      line.callStartNanos = System.nanoTime();
      send(line, first);
    }

    private void send(Line line, Step.Send send) throws IOException {
      requests++;
      line.send(send);
    }

    @Override
    public void close() throws IOException {
      for (Line line : lines) {
        line.close();
      }
      selector.close();
    }
  }
}
