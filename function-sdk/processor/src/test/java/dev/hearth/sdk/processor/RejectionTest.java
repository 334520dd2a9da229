package dev.hearth.sdk.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.hearth.sdk.descriptor.Descriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What can't be described is one compile error, at the line that has to change. */
class RejectionTest {
  private static final String MARK =
      "@HearthFunction(name=\"f\", title=\"T\", summary=\"S\", category=\"c\")\n";

  @TempDir Path folder;

  /** A function whose input has this component, on line 5. */
  private static String input(String component) {
    return MARK
        + """
        public class F implements UnaryFunction<F.In, Json> {
          public record In(
              int fine,
              COMPONENT
              ) {}
          public enum Mode { FAST, @WireName("very-slow") SLOW }
          public enum Empty {}
          public enum Twice { A, @WireName("a") B }
          public record Sub(String text, @Size(max = 2) List<Integer> numbers) {}
          public record WithMedia(Image image) {}
          public record Loop(List<Loop> loops) {}
          public sealed interface Shape permits Circle, Box {}
          public record Circle(double radius) implements Shape {}
          public record Box(double side) implements Shape {}
          public sealed interface OnlyWords permits Word {}
          public enum Word implements OnlyWords { A }
          public sealed interface OfAny<T> permits Any {}
          public record Any(int i) implements OfAny<String> {}
          private record Hidden(String text) {}
          public record Generic<T>(T value) {}
          public Json run(In input, Call call) { return Json.of(1); }
        }
        """
            .replace("COMPONENT", component);
  }

  static Stream<Arguments> components() {
    return Stream.of(
        Arguments.of(
            "Map<Integer, String> m",
            "the keys of a map are strings: Map<String, …>, not"
                + " java.util.Map<java.lang.Integer,java.lang.String>"),
        Arguments.of(
            "Map<String, Thread> m",
            "java.lang.Thread isn't a record, enum or sealed interface, and no type that has a JSON"
                + " form"),
        Arguments.of(
            "Object o",
            "java.lang.Object isn't a record, enum or sealed interface, and no type that has a JSON"
                + " form"),
        Arguments.of(
            "Runnable r",
            "java.lang.Runnable isn't a record, enum or sealed interface, and no type that has a"
                + " JSON form"),
        Arguments.of("OnlyWords w", "demo.F.OnlyWords permits no record; use its enum itself"),
        Arguments.of(
            "OfAny<String> o",
            "sealed interface demo.F.OfAny has type parameters, which isn't supported"),
        Arguments.of("Set<String> s", "java.util.Set isn't supported; use java.util.List"),
        Arguments.of("int[] a", "an array isn't immutable; use java.util.List for int[]"),
        Arguments.of("byte b", "type byte has no JSON form here; use int"),
        Arguments.of("char c", "type char has no JSON form here; use int"),
        Arguments.of("List<?> l", "type ? isn't supported; name a concrete type"),
        Arguments.of(
            "List<Optional<String>> l",
            "Optional may only be the type of a record component itself"),
        Arguments.of("Media m", "name the kind of media: Image, Video, Audio or FileRef"),
        Arguments.of("@Default(\"[\\\"x\\\"]\") List<Image> l", "media can't have a @Default"),
        Arguments.of(
            "@Default(\"{\\\"image\\\":\\\"x\\\"}\") WithMedia m", "media can't have a @Default"),
        Arguments.of(
            "@Default(\"tiny\") Shape s",
            "@Default: not JSON: unexpected character at character 0"),
        Arguments.of(
            "@Default(\"{\\\"type\\\":\\\"ball\\\"}\") Shape s",
            "@Default: \"ball\" is none of [circle, box]"),
        Arguments.of(
            "@Default(\"{\\\"type\\\":\\\"circle\\\"}\") Shape s",
            "@Default: required field \"radius\" is missing"),
        Arguments.of("@MediaSize(maxBytes = 9) int i", "@MediaSize is for media only"),
        Arguments.of(
            "@MediaSize(maxBytes = -1) Image i", "@MediaSize: a bound of media can't be negative"),
        Arguments.of(
            "@MediaSize(minWidth = 9, maxWidth = 8) Image i",
            "@MediaSize: bounds that no picture can meet"),
        Arguments.of(
            "@MediaSize(maxAspectRatio = 0.5) Image i",
            "@MediaSize: the longer side is at least 1 of the shorter, not 0.5"),
        Arguments.of(
            "@MediaSize(maxWidth = 8) List<Audio> l",
            "@MediaSize: only an image has sides that the node can measure"),
        Arguments.of("@Default(\"x\") Image i", "media can't have a @Default"),
        Arguments.of("Hidden h", "demo.F.Hidden is private, so that its codec can't use it"),
        Arguments.of(
            "Generic<String> g",
            "record demo.F.Generic has type parameters, which isn't supported"),
        Arguments.of("Empty e", "enum demo.F.Empty has no constants"),
        Arguments.of("@WireName(\"fine\") int other", "field \"fine\" stands twice in In"),
        Arguments.of(
            "@WireName(\"a b\") int other",
            "wire name \"a b\" isn't 1 to 64 of A-Z a-z 0-9 _ . -, beginning with a letter"),
        Arguments.of("@Nullable Optional<String> o", "an Optional is never null; drop @Nullable"),
        Arguments.of(
            "@Default(\"x\") Optional<String> o",
            "a field with @Default is never absent; drop @Default or Optional and @Nullable"),
        Arguments.of(
            "@Default(\"1\") @Nullable Integer i",
            "a field with @Default is never absent; drop @Default or Optional and @Nullable"),
        Arguments.of(
            "@Default(\"x\") int i", "@Default: not JSON: unexpected character at character 0"),
        Arguments.of("@Default(\"1.5\") int i", "@Default: expected a whole number of 64 bits"),
        Arguments.of(
            "@Default(\"3000000000\") int i", "@Default: 3000000000 has more than 32 bits"),
        Arguments.of(
            "@Default(\"true\") double d",
            "@Default: expected a value of type number, found boolean"),
        Arguments.of(
            "@Default(\"1\") boolean b",
            "@Default: expected a value of type boolean, found number"),
        Arguments.of(
            "@Default(\"SLOW\") Mode m", "@Default: \"SLOW\" is none of [fast, very-slow]"),
        Arguments.of(
            "@Default(\"[1,\\\"a\\\"]\") List<Integer> l",
            "@Default: expected a number, found string"),
        Arguments.of(
            "@Default(\"{\\\"numbers\\\":[]}\") Sub s",
            "@Default: required field \"text\" is missing"),
        Arguments.of(
            "@Default(\"{\\\"text\\\":\\\"\\\",\\\"numbers\\\":[1,2,3]}\") Sub s",
            "@Default: field \"numbers\": length 3 is outside 0 to 2"),
        Arguments.of(
            "@Default(\"9\") @Range(max = 8) int i", "@Default: 9 is outside -Infinity to 8.0"),
        Arguments.of("@Default(\"3\") @OneOf({2, 4}) int i", "@Default: 3 is none of [2, 4]"),
        Arguments.of(
            "@Default(\"abc\") @Matches(\"^b\") String s", "@Default: \"abc\" doesn't match ^b"),
        Arguments.of(
            "@Default(\"\") @Size(min = 1) String s",
            "@Default: length 0 is outside 1 to 2147483647"),
        Arguments.of("@Sample(\"3\") @OneOf({2, 4}) int i", "@Sample: 3 is none of [2, 4]"),
        Arguments.of("@Range(min = 1) String s", "@Range is for numbers only"),
        Arguments.of("@Range(min = 2, max = 1) int i", "@Range allows no number: min 2.0, max 1.0"),
        Arguments.of(
            "@Range(min = Double.NaN) int i", "@Range allows no number: min NaN, max Infinity"),
        Arguments.of("@OneOf({1}) double d", "@OneOf is for whole numbers only"),
        Arguments.of("@OneOf({}) int i", "@OneOf needs numbers, each once"),
        Arguments.of("@OneOf({1, 1}) int i", "@OneOf needs numbers, each once"),
        Arguments.of("@Size(max = 3) int i", "@Size is for strings, lists and maps only"),
        Arguments.of("@Size(min = 4, max = 3) String s", "@Size allows no length: min 4, max 3"),
        Arguments.of("@Size(min = -1) String s", "@Size allows no length: min -1, max 2147483647"),
        Arguments.of("@Matches(\"a\") int i", "@Matches is for strings only"),
        Arguments.of(
            "@Matches(\"(\") String s", "@Matches has no regular expression: Unclosed group"));
  }

  @ParameterizedTest
  @MethodSource("components")
  void componentThatCannotBeDescribed(String component, String message) {
    Compilation compilation = Compilation.of(folder, "F", input(component));
    assertEquals(List.of("5: " + message), compilation.errors());
    assertFalse(Files.exists(folder.resolve(Descriptor.RESOURCE)), "no descriptor beside errors");
  }

  @Test
  void faultInANestedTypeIsReportedThere() {
    assertEquals(
        List.of("12: record demo.F.Loop contains itself"),
        Compilation.of(folder, "F", input("Loop l")).errors());
    assertEquals(
        List.of("9: wire name \"a\" is empty or stands twice in demo.F.Twice"),
        Compilation.of(folder, "F", input("Twice t")).errors());
  }

  @Test
  void everyFaultyComponentIsReportedInOneRun() {
    assertEquals(
        List.of(
            "5: java.util.Set isn't supported; use java.util.List",
            "6: type byte has no JSON form here; use int"),
        Compilation.of(folder, "F", input("Set<String> s,\nbyte b")).errors());
  }

  /** Annotations and head on the given lines, over a body that is fine. */
  private static String function(String head, String... body) {
    return head
        + """
         {
          public record In(Image image, int scale, Optional<String> text) {}
          public static class Base {}
        """
        + String.join("\n", body)
        + "}\n";
  }

  private static final String UNARY = "public Json run(In input, Call call) { return Json.of(1); }";
  private static final String BATCH =
      "public List<@Nullable Json> run(List<In> inputs, List<Call> calls) { return List.of(); }";
  private static final String UNARY_HEAD = "public class F implements UnaryFunction<F.In, Json>";
  private static final String BATCH_HEAD = "public class F implements BatchFunction<F.In, Json>";

  static Stream<Arguments> functions() {
    String marked = MARK.strip();
    return Stream.of(
        bad(
            "2: F implements none of UnaryFunction, BatchFunction and IterativeFunction",
            marked + "\npublic class F"),
        bad(
            "2: F has the shapes [unary, batch]; a function has one",
            marked
                + "\n"
                + "@Batching(maxSize=2) public class F implements UnaryFunction<F.In, Json>,"
                + " BatchFunction<F.In, Json>",
            UNARY,
            BATCH),
        bad(
            "2: name the input and output of UnaryFunction",
            marked + "\n@SuppressWarnings({\"rawtypes\"}) public class F implements UnaryFunction",
            "public Object run(Object input, Call call) { return input; }"),
        bad(
            "2: a function class can't be abstract",
            marked + "\npublic abstract class F implements UnaryFunction<F.In, Json>"),
        bad(
            "2: a function is a class",
            marked + "\npublic interface F extends UnaryFunction<F.In, Json>"),
        bad(
            "2: a function class has no type parameters",
            marked + "\npublic class F<T> implements UnaryFunction<F.In, Json>",
            UNARY),
        bad(
            "2: a function class needs a public constructor without parameters",
            marked + "\n" + UNARY_HEAD,
            "public F(int i) {}",
            UNARY),
        bad(
            "2: a function class needs a public constructor without parameters",
            marked + "\n" + UNARY_HEAD,
            "F() {}",
            UNARY),
        bad(
            "5: the constructor of a function throws nothing; do in setUp what may fail",
            marked + "\n" + UNARY_HEAD,
            "public F() throws java.io.IOException {}",
            UNARY),
        bad(
            "2: the output of a function is a record, Json or JsonObject, not java.lang.String",
            marked + "\npublic class F implements UnaryFunction<F.In, String>",
            "public String run(In input, Call call) { return \"\"; }"),
        bad(
            "2: the input of a function is a record, Json or JsonObject, not"
                + " dev.hearth.sdk.media.Image",
            marked + "\npublic class F implements UnaryFunction<Image, Json>",
            "public Json run(Image input, Call call) { return Json.of(1); }"),
        bad(
            "1: function name \"Bad Name\" is not 1 to 63 of a-z 0-9 - beginning with a letter",
            marked.replace("\"f\"", "\"Bad Name\"") + "\n" + UNARY_HEAD,
            UNARY),
        bad(
            "1: the title of a function can't be blank",
            marked.replace("\"T\"", "\" \"") + "\n" + UNARY_HEAD,
            UNARY),
        bad(
            "1: concurrency is 0, allowed are 1 to 1000",
            marked.replace("title", "concurrency=0, title") + "\n" + UNARY_HEAD,
            UNARY),
        bad(
            "1: timeout seconds is 0, allowed are 1 to 86400",
            marked.replace("title", "timeoutSeconds=0, title") + "\n" + UNARY_HEAD,
            UNARY),
        bad(
            "1: concurrency is for unary functions only",
            marked.replace("title", "concurrency=2, title")
                + "\n@Batching(maxSize=2)\n"
                + BATCH_HEAD,
            BATCH),
        bad(
            "2: a batch function says by @Batching how many calls it takes",
            marked + "\n" + BATCH_HEAD,
            BATCH),
        bad(
            "2: @Batching isn't for unary functions",
            marked + "\n@Batching(maxSize=2)\n" + UNARY_HEAD,
            UNARY),
        bad(
            "2: batch size is 0, allowed are 1 to 1024",
            marked + "\n@Batching(maxSize=0)\n" + BATCH_HEAD,
            BATCH),
        bad(
            "2: the input has no field \"nope\"",
            marked + "\n@Batching(maxSize=2, key={\"scale\", \"nope\"})\n" + BATCH_HEAD,
            BATCH),
        bad(
            "2: media can't be a batch key: image",
            marked + "\n@Batching(maxSize=2, key=\"image\")\n" + BATCH_HEAD,
            BATCH),
        bad(
            "2: cpus is 0, allowed are 1 to 1024",
            marked + "\n@Resources(cpus=0)\n" + UNARY_HEAD,
            UNARY),
        bad(
            "2: memory MiB is 1, allowed are 64 to 4194304",
            marked + "\n@Resources(memoryMiB=1)\n" + UNARY_HEAD,
            UNARY),
        bad(
            "2: a function runs on one device at least",
            marked + "\n@Resources(devices={})\n" + UNARY_HEAD,
            UNARY),
        bad(
            "2: max micro-units is 0, allowed are 1 to 1000000000000",
            marked + "\n@Billing(maxUnits=0)\n" + UNARY_HEAD,
            UNARY),
        bad(
            "2: boundMedia is for MEGAPIXEL only",
            marked + "\n@Billing(boundMedia=\"image\")\n" + UNARY_HEAD,
            UNARY),
        bad(
            "2: boundMedia \"scale\" isn't an image",
            marked + "\n@Billing(unit=BillingUnit.MEGAPIXEL, boundMedia=\"scale\")\n" + UNARY_HEAD,
            UNARY),
        bad(
            "2: the input has no field \"nope\"",
            marked + "\n@Billing(unit=BillingUnit.MEGAPIXEL, boundMedia=\"nope\")\n" + UNARY_HEAD,
            UNARY),
        bad(
            "2: boundField \"image\" is neither a text nor a number",
            marked
                + "\n@Billing(unit=BillingUnit.SECOND, boundField=\"image\", boundMicroUnits=1)\n"
                + UNARY_HEAD,
            UNARY),
        bad(
            "2: the input has no field \"nope\"",
            marked
                + "\n@Billing(unit=BillingUnit.SECOND, boundField=\"nope\", boundMicroUnits=1)\n"
                + UNARY_HEAD,
            UNARY),
        bad(
            "2: bound micro-units of text is 0, allowed are 1 to 1000000000000",
            marked + "\n@Billing(unit=BillingUnit.SECOND, boundField=\"text\")\n" + UNARY_HEAD,
            UNARY),
        bad(
            "2: bound micro-units without a bound field is 1, allowed are 0 to 0",
            marked + "\n@Billing(unit=BillingUnit.SECOND, boundMicroUnits=1)\n" + UNARY_HEAD,
            UNARY),
        bad(
            "2: a bound field is for units other than request, and not beside a bound picture",
            marked + "\n@Billing(boundField=\"text\", boundMicroUnits=1)\n" + UNARY_HEAD,
            UNARY),
        bad(
            "2: boundFactor needs boundMedia",
            marked + "\n@Billing(boundFactor=\"scale\")\n" + UNARY_HEAD,
            UNARY),
        bad(
            "2: boundFactor \"text\" isn't a whole number",
            marked
                + "\n"
                + "@Billing(unit=BillingUnit.MEGAPIXEL, boundMedia=\"image\","
                + " boundFactor=\"text\")\n"
                + UNARY_HEAD,
            UNARY),
        bad(
            "2: @Example: expected a JSON object",
            marked + "\n@Example(\"[]\")\n" + UNARY_HEAD,
            UNARY),
        bad(
            "2: @Example: not JSON: unexpected end at character 1",
            marked + "\n@Example(\"{\")\n" + UNARY_HEAD,
            UNARY),
        bad(
            "2: @Example: required field \"scale\" is missing",
            marked + "\n@Example(\"{\\\"image\\\":\\\"https://e/x\\\"}\")\n" + UNARY_HEAD,
            UNARY),
        bad(
            "2: @Example: there is no field \"x\"",
            marked
                + "\n"
                + "@Example(\"{\\\"image\\\":\\\"https://e/x\\\",\\\"scale\\\":1,\\\"x\\\":1}\")\n"
                + UNARY_HEAD,
            UNARY));
  }

  private static Arguments bad(String error, String head, String... body) {
    return Arguments.of(error, function(head, body));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void functionThatCannotBeDescribed(String error, String source) {
    assertEquals(List.of(error), Compilation.of(folder, "F", source).errors());
    assertFalse(Files.exists(folder.resolve(Descriptor.RESOURCE)), "no descriptor beside errors");
  }

  @Test
  void nestedFunctionMustBeUsableFromOutside() {
    String body =
        "implements UnaryFunction<Json, Json> { public F() {} public Json run(Json i, Call c) {"
            + " return i; } } }";
    assertEquals(
        List.of("3: a nested function class must be static"),
        Compilation.of(folder, "Outer", "public class Outer {\n" + MARK + "public class F " + body)
            .errors());
    assertEquals(
        List.of("3: a function class can't be private"),
        Compilation.of(
                folder, "Outer", "public class Outer {\n" + MARK + "private static class F " + body)
            .errors());
    assertEquals(
        List.of(),
        Compilation.of(
                folder, "Outer", "public class Outer {\n" + MARK + "public static class F " + body)
            .errors());
  }

  @Test
  void secondFunctionOfAProject() {
    String source =
        """
        class All {
        MARK public static class A implements UnaryFunction<Json, Json> { public A() {} public Json run(Json i, Call c) { return i; } }

        MARK public static class B implements UnaryFunction<Json, Json> { public B() {} public Json run(Json i, Call c) { return i; } }
        }
        """
            .replace("MARK", MARK.strip());
    assertEquals(
        List.of("4: a project has one @HearthFunction, this one has demo.All.A and demo.All.B"),
        Compilation.of(folder, "All", source).errors());
  }

  @Test
  void unknownTypeIsLeftToTheCompiler() {
    List<String> errors = Compilation.of(folder, "F", input("Missing m")).errors();
    assertEquals(1, errors.size(), errors.toString());
    assertEquals(
        List.of("5: cannot find symbol"),
        Arrays.stream(errors.getFirst().split("\n", 2)).limit(1).toList());
  }
}
