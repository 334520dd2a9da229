package dev.hearth.sdk.descriptor;

import dev.hearth.sdk.function.BillingUnit;
import dev.hearth.sdk.function.Device;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Descriptors of all kinds, for tests. */
public final class Descriptors {
  /** A schema with one media field and one that isn't. */
  public static final JsonObject SCHEMA =
      Json.parseObject(
          """
          {"type":"object","properties":{"image_url":{"type":"string","x-hearth-media":"image"},
            "scale":{"type":"integer","default":2},"any":true}}
          """);

  private Descriptors() {}

  /** The plainest one of that name. */
  public static Descriptor named(String name) {
    return new Descriptor(
        name,
        "T",
        "S",
        "c",
        Shape.UNARY,
        "demo.Codec",
        List.of(new Endpoint("/", SCHEMA, JsonObject.builder().build())),
        new Descriptor.Batch(1, List.of()),
        1,
        new Descriptor.Needs(1, 512L << 20),
        new Descriptor.Bill(BillingUnit.REQUEST, 1_000_000, "", ""),
        Duration.ofMinutes(5),
        List.of());
  }

  /** Any that may be built. */
  public static Arbitrary<Descriptor> any() {
    var texts = Arbitraries.strings().all().ofMaxLength(10);
    var batches =
        Combinators.combine(Arbitraries.integers().between(1, 1_024), texts.list().ofMaxSize(3))
            .as(Descriptor.Batch::new);
    var needs =
        Combinators.combine(
                Arbitraries.integers().between(1, 1_024),
                Arbitraries.longs().between(64L << 20, 4L << 40),
                Arbitraries.of(true, false),
                Arbitraries.of(Device.Kind.class).set().ofMinSize(1))
            .as(
                (cpus, memory, kernels, devices) ->
                    new Descriptor.Needs(
                        cpus,
                        memory,
                        kernels,
                        devices,
                        kernels && devices.contains(Device.Kind.CUDA)
                            ? new Gpu(memory, List.of("H100", "b"))
                            : Gpu.ANY));
    var bills =
        Combinators.combine(
                Arbitraries.of(BillingUnit.class),
                Arbitraries.longs().between(1, 1_000_000_000_000L),
                texts,
                texts)
            .as(Descriptors::bill);
    return Combinators.combine(
            Arbitraries.of("a", "a-9", "z".repeat(63)),
            texts,
            Arbitraries.of(Shape.class),
            batches,
            needs,
            bills,
            Arbitraries.integers().between(1, 1_000),
            entries())
        .as(Descriptors::build);
  }

  /** Any, of which half declare weights. */
  public static Arbitrary<Descriptor> withWeights() {
    Json weights =
        Json.parse(
            """
            [{"name":"a","files":["b","c/d.bin"],"digest":"DIGEST","licence":"MIT","source":"https://e/a"},
             {"name":"b"}]
            """
                .replace("DIGEST", "0".repeat(64)));
    return Arbitraries.oneOf(
        any(), any().map(d -> Descriptor.fromJson(d.toJson().with("weights", weights))));
  }

  /** Half of those that may have one bound their units by a field. */
  private static Descriptor.Bill bill(BillingUnit unit, long most, String a, String b) {
    return unit != BillingUnit.REQUEST && a.length() > 5
        ? new Descriptor.Bill(unit, most, "", "", a, most)
        : new Descriptor.Bill(unit, most, a, b);
  }

  private static Arbitrary<Entry> entries() {
    var words = Arbitraries.strings().withCharRange('!', '~').ofMinLength(1).ofMaxLength(10);
    return Arbitraries.oneOf(
        Arbitraries.just(new Entry.Codec("demo.Codec")),
        words.list().ofMinSize(1).ofMaxSize(3).map(Entry.Program::new));
  }

  private static Descriptor build(
      String name,
      String text,
      Shape shape,
      Descriptor.Batch batch,
      Descriptor.Needs needs,
      Descriptor.Bill bill,
      int number,
      Entry entry) {
    boolean reaches = number % 2 == 0;
    return new Descriptor(
        name,
        text,
        text,
        text,
        shape,
        entry,
        List.of(
            new Endpoint("/", SCHEMA, JsonObject.builder().build()),
            new Endpoint(
                "/edit/v2",
                SCHEMA,
                SCHEMA,
                reaches ? new Descriptor.Bill(bill.unit(), 7, "", "") : null,
                reaches ? List.of(SCHEMA) : List.of())),
        batch,
        number,
        needs,
        bill,
        Duration.ofSeconds(number),
        List.of(SCHEMA, JsonObject.builder().put(text, text).build()),
        reaches
            ? new Access(List.of("TOKEN", "A_1"), List.of("a.example", "*.b.example:8443"))
            : Access.NONE,
        new Descriptor.Retry(1 + number % 10),
        reaches ? new Scale(Duration.ofSeconds(number), 1, number) : Scale.USUAL,
        List.of(),
        reaches ? new Health(Duration.ofSeconds(number), Duration.ofSeconds(7), 1, false) : null);
  }
}
