package dev.hearth.sdk.processor;

import dev.hearth.sdk.descriptor.Access;
import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.descriptor.Descriptor.Bill;
import dev.hearth.sdk.descriptor.Endpoint;
import dev.hearth.sdk.descriptor.Entry;
import dev.hearth.sdk.descriptor.Gpu;
import dev.hearth.sdk.descriptor.Health;
import dev.hearth.sdk.descriptor.Scale;
import dev.hearth.sdk.descriptor.Shape;
import dev.hearth.sdk.descriptor.WeightSet;
import dev.hearth.sdk.function.Batching;
import dev.hearth.sdk.function.Billing;
import dev.hearth.sdk.function.BillingUnit;
import dev.hearth.sdk.function.Egress;
import dev.hearth.sdk.function.Example;
import dev.hearth.sdk.function.HealthCheck;
import dev.hearth.sdk.function.HearthFunction;
import dev.hearth.sdk.function.Resources;
import dev.hearth.sdk.function.Retry;
import dev.hearth.sdk.function.Scaling;
import dev.hearth.sdk.function.Secrets;
import dev.hearth.sdk.function.Weights;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.JsonException;
import dev.hearth.sdk.processor.TypeReader.Direction;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/** Reads the annotations of a function class and checks them against its inputs. */
final class DescriptorReader {
  private static final Bill PER_REQUEST = new Bill(BillingUnit.REQUEST, 1_000_000, "", "");

  private final TypeElement function;
  private final Shape shape;
  private final List<Entrance> entrances;
  private final boolean checksHealth;
  private final Problems problems;

  /**
   * @param entrances the root first
   * @param checksHealth whether the function has a health check of its own
   */
  DescriptorReader(
      TypeElement function,
      Shape shape,
      List<Entrance> entrances,
      boolean checksHealth,
      Problems problems) {
    this.function = function;
    this.shape = shape;
    this.entrances = entrances;
    this.checksHealth = checksHealth;
    this.problems = problems;
  }

  Descriptor read(String codecClass) {
    HearthFunction marked = Objects.requireNonNull(function.getAnnotation(HearthFunction.class));
    problems.collect(() -> checkConcurrency(marked));
    List<JsonObject> examples = examples(entrances.getFirst());
    Descriptor.Batch batching = batching();
    Descriptor.Needs needs = needs();
    Bill own = new BillingReader(entrances.getFirst()).read();
    Bill bill = own == null ? PER_REQUEST : own;
    Access access = new Access(secrets(), egress());
    Descriptor.Retry retry =
        said(Retry.class, Descriptor.Retry.USUAL, r -> new Descriptor.Retry(r.attempts()));
    Scale scale = said(Scaling.class, Scale.USUAL, DescriptorReader::scale);
    List<WeightSet> weights = weights();
    Health health = health();
    List<Endpoint> endpoints = endpoints(bill);
    return within(
        function,
        HearthFunction.class,
        () ->
            new Descriptor(
                marked.name(),
                text("title", marked.title()),
                text("summary", marked.summary()),
                text("category", marked.category()),
                shape,
                new Entry.Codec(codecClass),
                endpoints,
                batching,
                marked.concurrency(),
                needs,
                bill,
                Duration.ofSeconds(marked.timeoutSeconds()),
                examples,
                access,
                retry,
                scale,
                weights,
                health));
  }

  private static String text(String what, String value) {
    if (value.isBlank()) {
      throw new IllegalArgumentException("the " + what + " of a function can't be blank");
    }
    return value;
  }

  private void checkConcurrency(HearthFunction marked) {
    if (marked.concurrency() != 1 && shape != Shape.UNARY) {
      throw new Rejection(
          function, HearthFunction.class, "concurrency is for unary functions only");
    }
  }

  private List<Endpoint> endpoints(Bill bill) {
    var endpoints = new ArrayList<Endpoint>();
    for (Entrance entrance : entrances) {
      problems.collect(() -> endpoints.add(endpoint(entrance, bill)));
    }
    return endpoints;
  }

  private Endpoint endpoint(Entrance entrance, Bill functions) {
    boolean root = entrance.method() == null;
    Bill own = root ? null : new BillingReader(entrance).read();
    if (own != null && own.unit() != functions.unit()) {
      throw new Rejection(
          entrance.place(),
          Billing.class,
          "the function has one unit: %s, not %s".formatted(functions.unit(), own.unit()));
    }
    return within(
        entrance.place(),
        root ? HearthFunction.class : dev.hearth.sdk.function.Endpoint.class,
        () ->
            new Endpoint(
                entrance.path(),
                new SchemaWriter(Direction.INPUT).whole(entrance.input()),
                new SchemaWriter(Direction.OUTPUT).whole(entrance.output()),
                own == null || own.equals(functions) ? null : own,
                root ? List.of() : examples(entrance)));
  }

  private Descriptor.Batch batching() {
    Batching batching = function.getAnnotation(Batching.class);
    if (batching == null) {
      if (shape == Shape.BATCH) {
        throw new Rejection(function, "a batch function says by @Batching how many calls it takes");
      }
      return new Descriptor.Batch(1, List.of());
    }
    if (shape == Shape.UNARY) {
      throw new Rejection(function, Batching.class, "@Batching isn't for unary functions");
    }
    for (Entrance entrance : entrances) {
      for (String key : batching.key()) {
        checkKey(entrance, key);
      }
    }
    return within(
        function,
        Batching.class,
        () -> new Descriptor.Batch(batching.maxSize(), List.of(batching.key())));
  }

  private static void checkKey(Entrance entrance, String key) {
    if (Field.of(entrance, key, Batching.class).type().holdsMedia()) {
      throw new Rejection(entrance.place(), Batching.class, "media can't be a batch key: " + key);
    }
  }

  private Descriptor.Needs needs() {
    return said(
        Resources.class,
        new Descriptor.Needs(1, 512L << 20),
        resources ->
            new Descriptor.Needs(
                resources.cpus(),
                (long) resources.memoryMiB() << 20,
                resources.kernels(),
                Set.of(resources.devices()),
                new Gpu((long) resources.gpuMemoryMiB() << 20, List.of(resources.gpus()))));
  }

  private List<String> secrets() {
    return said(
        Secrets.class,
        List.of(),
        secrets -> new Access(List.of(secrets.value()), List.of()).secrets());
  }

  private List<String> egress() {
    return said(
        Egress.class, List.of(), egress -> new Access(List.of(), List.of(egress.value())).egress());
  }

  private static Scale scale(Scaling scaling) {
    int keepAlive = scaling.keepAliveSeconds();
    return new Scale(
        keepAlive == -1 ? null : Duration.ofSeconds(keepAlive),
        scaling.minWorkers(),
        scaling.maxWorkers());
  }

  private @Nullable Health health() {
    if (!checksHealth && function.getAnnotation(HealthCheck.class) != null) {
      throw new Rejection(
          function, HealthCheck.class, "@HealthCheck is for functions that override checkHealth()");
    }
    return checksHealth ? said(HealthCheck.class, Health.USUAL, DescriptorReader::health) : null;
  }

  private static Health health(HealthCheck check) {
    return new Health(
        Duration.ofSeconds(check.startPeriodSeconds()),
        Duration.ofSeconds(check.timeoutSeconds()),
        check.failureThreshold(),
        check.callRegularly());
  }

  private List<WeightSet> weights() {
    var sets = new ArrayList<WeightSet>();
    for (Weights weights : function.getAnnotationsByType(Weights.class)) {
      problems.collect(
          () -> sets.add(within(function, Weights.class, () -> DescriptorReader.set(weights))));
    }
    return sets;
  }

  private static WeightSet set(Weights weights) {
    return new WeightSet(
        weights.name(),
        List.of(weights.files()),
        weights.digest(),
        weights.licence(),
        weights.source());
  }

  private List<JsonObject> examples(Entrance entrance) {
    var examples = new ArrayList<JsonObject>();
    for (Example example : entrance.place().getAnnotationsByType(Example.class)) {
      problems.collect(() -> examples.add(example(example.value(), entrance)));
    }
    return examples;
  }

  private static JsonObject example(String text, Entrance entrance) {
    try {
      JsonObject object = Json.parseObject(text);
      ValueCheck.problem(object, entrance.input(), Constraints.NONE)
          .ifPresent(
              problem -> {
                throw new JsonException(problem);
              });
      return object;
    } catch (JsonException e) {
      throw new Rejection(entrance.place(), Example.class, "@Example: " + e.getMessage());
    }
  }

  /** What an annotation of the function says, if it stands there. */
  private <A extends Annotation, T> T said(Class<A> annotation, T usual, Function<A, T> reader) {
    @Nullable A found = function.getAnnotation(annotation);
    return found == null ? usual : within(function, annotation, () -> reader.apply(found));
  }

  private static <T> T within(
      Element place, Class<? extends Annotation> annotation, Supplier<T> step) {
    try {
      return step.get();
    } catch (IllegalArgumentException e) {
      throw new Rejection(place, annotation, String.valueOf(e.getMessage()));
    }
  }
}
