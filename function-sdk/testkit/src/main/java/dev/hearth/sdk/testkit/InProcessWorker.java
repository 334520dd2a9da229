package dev.hearth.sdk.testkit;

import dev.hearth.sdk.function.FunctionCodec;
import dev.hearth.sdk.function.FunctionShape;
import dev.hearth.sdk.worker.ExitCode;
import dev.hearth.sdk.worker.Harness;
import dev.hearth.sdk.worker.SharedStreams;
import dev.hearth.sdk.worker.Surroundings;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.ByteChannel;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A worker's harness on threads of this process. */
final class InProcessWorker implements Surroundings, AutoCloseable {
  private final ByteChannel channel;
  private final Gate gate;
  private final Optional<Supplier<? extends FunctionShape<?, ?>>> instance;
  private final AtomicLong told = new AtomicLong();
  private final SharedStreams streams = SharedStreams.open();
  private volatile @Nullable ExitCode exit;
  private volatile @Nullable IOException failure;

  /**
   * @param instance makes the function instead of its constructor
   */
  InProcessWorker(
      ByteChannel channel, Gate gate, Optional<Supplier<? extends FunctionShape<?, ?>>> instance) {
    this.channel = channel;
    this.gate = gate;
    this.instance = instance;
  }

  void start() {
    var _ = Thread.ofPlatform().daemon().name("worker").start(this::serve);
  }

  private void serve() {
    try (channel) {
      Harness.serve(channel, this);
    } catch (IOException e) {
      failure = e;
    }
  }

  /** Why the harness ended by itself; empty while it hasn't. */
  Optional<ExitCode> exit() {
    return Optional.ofNullable(exit);
  }

  /** What broke the connection; empty if nothing did. */
  Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public <I, O> FunctionShape<I, O> create(FunctionCodec<I, O> codec) {
    if (instance.isEmpty()) {
      return codec.create();
    }
    @SuppressWarnings("unchecked") // made for this codec's function
    var made = (FunctionShape<I, O>) instance.get().get();
    return made;
  }

  @Override
  public void obeyed() {
    gate.obeyed();
  }

  @Override
  public void told() {
    told.incrementAndGet();
  }

  /** Frames that were written to the node. */
  long framesTold() {
    return told.get();
  }

  @Override
  public void beforeTurn() {
    gate.pass();
  }

  @Override
  public void halt(ExitCode reason) {
    if (exit == null) {
      exit = reason;
    }
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What was printed without an end of line is told first. */
  @Override
  public void exit(ExitCode reason) {
    try {
      streams.finish();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    halt(reason);
  }

  @Override
  public void capture(OutputStream out, OutputStream err) {
    streams.capture(out, err);
  }

  /** Leaves the standard streams to others. */
  @Override
  public void close() {
    streams.close();
  }
}
