package dev.hearth.sdk.testkit;

import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.descriptor.Endpoint;
import dev.hearth.sdk.descriptor.Shape;
import dev.hearth.sdk.function.Device;
import dev.hearth.sdk.function.FunctionCodec;
import dev.hearth.sdk.function.FunctionShape;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A function as the runtime runs it, in the process of its tests: the worker's own harness with the
 * generated codec, batching, steps and cancelling, over the worker protocol; and what a node does
 * around it: checks of the input, defaults, media, files, the price bound and the metering.
 *
 * <pre>{@code
 * class PosterFunctionTest {
 *   @RegisterExtension
 *   static final FunctionUnderTest<PosterInput, PosterOutput> poster =
 *       FunctionUnderTest.of(PosterFunction.class);
 *
 *   @Test
 *   void saysItLarge() {
 *     Result<PosterOutput> result = poster.call(new PosterInput("hello", 2));
 *     assertEquals(640, result.output().image().width());
 *   }
 * }
 * }</pre>
 *
 * <p>As a static field it is set up once for the class, as an instance field once for each test. It
 * can also be used without JUnit's extensions, by {@link #start} and {@link #close}. Thread-safe
 * once it is set up.
 *
 * <p>What the function prints is a line of {@link #log} as in a worker, and appears among what the
 * tests print as well.
 *
 * <p>Other than in a worker, the function shares class path and heap with its tests, nothing keeps
 * it from files and network, and {@code System.exit} ends the tests.
 *
 * @param <I> the input
 * @param <O> the output
 */
public final class FunctionUnderTest<I, O>
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterEachCallback,
        AfterAllCallback,
        AutoCloseable {
  /** Where a function project's build puts weights and native libraries. */
  private static final Path BUILT = Path.of("target", "function");

  private final FunctionDescriptor function;
  private final EndpointUnderTest<I, O> main;
  private final Map<String, Path> weights = new HashMap<>();
  private final Map<String, String> secrets = new HashMap<>();
  private Path built = BUILT;
  private Device device;
  private @Nullable Supplier<? extends FunctionShape<I, O>> instance;
  private @Nullable Run run;
  private boolean ofOneTest;

  private FunctionUnderTest(FunctionDescriptor function, OutputType<O> outputs) {
    this.function = function;
    this.main = new EndpointUnderTest<>(Endpoint.ROOT, outputs, this::run);
    Descriptor.Needs needs = function.descriptor().resources();
    this.device = new Device(Device.Kind.CPU, 0, needs.memoryBytes(), needs.cpus());
  }

  /**
   * A function whose project has been compiled. Weights and native libraries are those below {@code
   * target/function} of the working directory.
   *
   * @throws IllegalStateException if the class path has no descriptor of it
   */
  public static <I, O> FunctionUnderTest<I, O> of(Class<? extends FunctionShape<I, O>> type) {
    FunctionDescriptor function = FunctionDescriptor.of(type);
    @SuppressWarnings("unchecked") // the codec was generated for this class
    var codec = (FunctionCodec<I, O>) function.codec();
    return new FunctionUnderTest<>(function, OutputType.of(codec));
  }

  /** Takes weights and native libraries from another built function's folder. */
  public FunctionUnderTest<I, O> built(Path folder) {
    requireFresh();
    built = folder;
    return this;
  }

  /** Gives the function weights: {@code setup.weights(name)} is this folder. */
  public FunctionUnderTest<I, O> weights(String name, Path folder) {
    requireFresh();
    weights.put(name, folder);
    return this;
  }

  /** Gives the function a secret. */
  public FunctionUnderTest<I, O> secret(String name, String value) {
    requireFresh();
    secrets.put(name, value);
    return this;
  }

  /** Says what {@code setup.device()} answers: else a CPU with the declared threads and memory. */
  public FunctionUnderTest<I, O> device(Device given) {
    requireFresh();
    device = given;
    return this;
  }

  /** Makes the function in place of its constructor, such as one with a smaller model. */
  public FunctionUnderTest<I, O> instance(Supplier<? extends FunctionShape<I, O>> maker) {
    requireFresh();
    instance = maker;
    return this;
  }

  private synchronized void requireFresh() {
    if (run != null) {
      throw new IllegalStateException("the function is set up already");
    }
  }

  /**
   * Sets the function up and warms it up.
   *
   * @throws java.io.UncheckedIOException with what {@code setUp} or {@code warmUp} threw
   */
  public synchronized FunctionUnderTest<I, O> start() {
    requireFresh();
    run = Run.start(this);
    return this;
  }

  /**
   * Waits for the calls that are left and tears the function down.
   *
   * @throws IllegalStateException if tear-down fails, or a call doesn't end
   */
  @Override
  public synchronized void close() {
    Run ending = run;
    run = null;
    if (ending != null) {
      ending.end();
    }
  }

  private synchronized Run run() {
    Run current = run;
    if (current == null) {
      throw new IllegalStateException(
          "the function isn't set up: it needs @RegisterExtension, or start()");
    }
    return current;
  }

  /**
   * Calls the function and waits for its result.
   *
   * @throws CallFailed if the call fails
   */
  public Result<O> call(I input) {
    return submit(input).result();
  }

  /**
   * Calls the function with JSON as a caller writes it: with fields missing, misspelt or wrong.
   *
   * @throws CallFailed if the call fails
   */
  public Result<O> callJson(String input) {
    return submitJson(input).result();
  }

  /**
   * Submits a call, which runs when the worker has room.
   *
   * @throws CallFailed if it is refused at once
   */
  public RunningCall<O> submit(I input) {
    return main.submit(input);
  }

  /**
   * Submits a call with JSON as a caller writes it.
   *
   * @throws CallFailed if it is refused at once
   */
  public RunningCall<O> submitJson(String input) {
    return main.submitJson(input);
  }

  /**
   * Runs inputs of a {@code BatchFunction} as one batch. Each call has its own result or failure.
   *
   * @throws CallFailed if one of them is refused at once
   * @throws IllegalArgumentException if they can't be one batch
   */
  public List<RunningCall<O>> batch(List<I> inputs) {
    return main.batch(inputs);
  }

  /**
   * Another endpoint of the function, on the same worker.
   *
   * @param path as its {@code @Endpoint} says
   * @param inputs the record that it takes; {@code JsonObject} where it takes any
   * @param outputs the record that it returns; in an iterative function, that of {@code finish}
   * @throws IllegalArgumentException if the function has no such endpoint
   */
  public <P, Q> EndpointUnderTest<P, Q> endpoint(String path, Class<P> inputs, Class<Q> outputs) {
    if (descriptor().endpoint(path).isEmpty()) {
      throw new IllegalArgumentException(
          "%s has no endpoint \"%s\" for %s, but %s"
              .formatted(
                  descriptor().name(),
                  path,
                  inputs.getSimpleName(),
                  descriptor().endpoints().stream().map(Endpoint::path).toList()));
    }
    return new EndpointUnderTest<>(path, new OutputType<>(outputs), this::run);
  }

  /**
   * Has the function wait before its next step or batch, to take them one by one.
   *
   * @throws IllegalStateException if it is a {@code UnaryFunction}, whose calls don't wait for each
   *     other
   */
  public Held hold() {
    if (descriptor().shape() == Shape.UNARY) {
      throw new IllegalStateException("a UnaryFunction has neither steps nor batches");
    }
    return run().hold();
  }

  /** What the compiler found in the function's code. */
  public Descriptor descriptor() {
    return function.descriptor();
  }

  /** What the function printed so far, and logged that belongs to no call. */
  public List<LogLine> log() {
    return run().log();
  }

  /** What the function advertises, as its callers would hear it with the last result. */
  public List<String> hints() {
    return run().hints();
  }

  Path built() {
    return built;
  }

  Map<String, Path> weights() {
    return Map.copyOf(weights);
  }

  Map<String, String> secrets() {
    return Map.copyOf(secrets);
  }

  Device device() {
    return device;
  }

  Optional<Supplier<? extends FunctionShape<?, ?>>> instance() {
    return Optional.ofNullable(instance);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    var _ = start();
  }

  @Override
  public synchronized void beforeEach(ExtensionContext context) {
    if (run == null) {
      ofOneTest = true;
      var _ = start();
    }
  }

  @Override
  public void afterEach(ExtensionContext context) {
    if (ofOneTest) {
      close();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }
}
