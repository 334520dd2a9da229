package dev.hearth.sdk.processor;

import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.descriptor.Endpoint;
import dev.hearth.sdk.descriptor.Shape;
import dev.hearth.sdk.function.Batching;
import dev.hearth.sdk.function.Billing;
import dev.hearth.sdk.function.BillingUnit;
import dev.hearth.sdk.function.Example;
import dev.hearth.sdk.function.HearthFunction;
import dev.hearth.sdk.function.Resources;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.JsonException;
import dev.hearth.sdk.processor.TypeReader.Direction;
import dev.hearth.sdk.processor.ValueType.MediaKind;
import java.lang.annotation.Annotation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import javax.lang.model.element.TypeElement;

/** Reads the annotations of a function class and checks them against its input. */
final class DescriptorReader {
  private static final long MICRO_UNITS = 1_000_000;

  private final TypeElement function;
  private final Shape shape;
  private final ValueType input;
  private final ValueType output;
  private final Problems problems;

  DescriptorReader(
      TypeElement function, Shape shape, ValueType input, ValueType output, Problems problems) {
    this.function = function;
    this.shape = shape;
    this.input = input;
    this.output = output;
    this.problems = problems;
  }

  Descriptor read(String codecClass) {
    HearthFunction marked = Objects.requireNonNull(function.getAnnotation(HearthFunction.class));
    problems.collect(() -> checkConcurrency(marked));
    List<JsonObject> examples = examples();
    Descriptor.Batch batching = batching();
    Descriptor.Needs needs = needs();
    Descriptor.Bill bill = bill();
    var endpoint =
        new Endpoint(
            "/",
            new SchemaWriter(Direction.INPUT).whole(input),
            new SchemaWriter(Direction.OUTPUT).whole(output));
    return within(
        HearthFunction.class,
        () ->
            new Descriptor(
                marked.name(),
                text("title", marked.title()),
                text("summary", marked.summary()),
                text("category", marked.category()),
                shape,
                codecClass,
                List.of(endpoint),
                batching,
                marked.concurrency(),
                needs,
                bill,
                Duration.ofSeconds(marked.timeoutSeconds()),
                examples));
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
    for (String key : batching.key()) {
      if (field(key, Batching.class).type() instanceof ValueType.MediaFile) {
        throw new Rejection(function, Batching.class, "media can't be a batch key: " + key);
      }
    }
    return within(
        Batching.class, () -> new Descriptor.Batch(batching.maxSize(), List.of(batching.key())));
  }

  private Descriptor.Needs needs() {
    Resources resources = function.getAnnotation(Resources.class);
    return resources == null
        ? new Descriptor.Needs(1, 512L << 20)
        : within(
            Resources.class,
            () ->
                new Descriptor.Needs(
                    resources.cpus(),
                    (long) resources.memoryMiB() << 20,
                    resources.kernels(),
                    Set.of(resources.devices())));
  }

  private Descriptor.Bill bill() {
    Billing billing = function.getAnnotation(Billing.class);
    if (billing == null) {
      return new Descriptor.Bill(BillingUnit.REQUEST, MICRO_UNITS, "", "");
    }
    checkBounds(billing);
    return within(
        Billing.class,
        () ->
            new Descriptor.Bill(
                billing.unit(),
                billing.maxUnits() * MICRO_UNITS,
                billing.boundMedia(),
                billing.boundFactor()));
  }

  private void checkBounds(Billing billing) {
    if (!billing.boundMedia().isEmpty()) {
      demandBound(billing.unit() == BillingUnit.MEGAPIXEL, "boundMedia is for MEGAPIXEL only");
      demandBound(
          field(billing.boundMedia(), Billing.class).type()
                  instanceof ValueType.MediaFile(MediaKind kind)
              && kind == MediaKind.IMAGE,
          "boundMedia \"" + billing.boundMedia() + "\" isn't an image");
    }
    if (!billing.boundFactor().isEmpty()) {
      demandBound(!billing.boundMedia().isEmpty(), "boundFactor needs boundMedia");
      demandBound(
          field(billing.boundFactor(), Billing.class).type() instanceof ValueType.Whole,
          "boundFactor \"" + billing.boundFactor() + "\" isn't a whole number");
    }
  }

  private void demandBound(boolean holds, String message) {
    if (!holds) {
      throw new Rejection(function, Billing.class, message);
    }
  }

  private Field field(String wireName, Class<? extends Annotation> annotation) {
    List<Field> fields = input instanceof ValueType.Fields record ? record.fields() : List.of();
    return fields.stream()
        .filter(field -> field.wireName().equals(wireName))
        .findFirst()
        .orElseThrow(
            () ->
                new Rejection(function, annotation, "the input has no field \"" + wireName + "\""));
  }

  private List<JsonObject> examples() {
    var examples = new ArrayList<JsonObject>();
    for (Example example : function.getAnnotationsByType(Example.class)) {
      problems.collect(() -> examples.add(example(example.value())));
    }
    return examples;
  }

  private JsonObject example(String text) {
    try {
      JsonObject object = Json.parseObject(text);
      ValueCheck.problem(object, input, Constraints.NONE)
          .ifPresent(
              problem -> {
                throw new JsonException(problem);
              });
      return object;
    } catch (JsonException e) {
      throw new Rejection(function, Example.class, "@Example: " + e.getMessage());
    }
  }

  private <T> T within(Class<? extends Annotation> annotation, Supplier<T> step) {
    try {
      return step.get();
    } catch (IllegalArgumentException e) {
      throw new Rejection(function, annotation, String.valueOf(e.getMessage()));
    }
  }
}
