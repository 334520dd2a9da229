package dev.hearth.sdk.conformance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.hearth.sdk.conformance.hosted.BatchCodec;
import dev.hearth.sdk.conformance.hosted.StepsCodec;
import dev.hearth.sdk.conformance.hosted.UnaryCodec;
import dev.hearth.sdk.descriptor.Shape;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.worker.Main;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The workers of this repository keep every rule. */
@Execution(ExecutionMode.CONCURRENT)
class ConformanceTest {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TestFactory
  Stream<DynamicTest> javaUnary() {
    return rules(java(Shape.UNARY, UnaryCodec.class));
  }

  @TestFactory
  Stream<DynamicTest> javaBatch() {
    return rules(java(Shape.BATCH, BatchCodec.class));
  }

  @TestFactory
  Stream<DynamicTest> pythonUnary() {
    return rules(python(Shape.UNARY, "conformance_function.py"));
  }

  @TestFactory
  Stream<DynamicTest> pythonBatch() {
    return rules(python(Shape.BATCH, "conformance_function.py", "--batch"));
  }

  @TestFactory
  Stream<DynamicTest> javaSteps() {
    return rules(java(Shape.ITERATIVE, StepsCodec.class));
  }

  @TestFactory
  Stream<DynamicTest> pythonSteps() {
    return rules(python(Shape.ITERATIVE, "conformance_steps.py"));
  }

  private static Stream<DynamicTest> rules(Candidate candidate) {
    return Kit.rules(candidate.shape()).stream()
        .map(rule -> dynamicTest(rule.name(), () -> assertKept(rule, candidate)));
  }

  private static void assertKept(Rule rule, Candidate candidate) throws Exception {
    assertEquals("", Kit.check(rule, candidate).reason());
  }

  private static Candidate python(Shape shape, String script, String... arguments) {
    return new Candidate(
        Python.script(script, arguments), shape, JsonObject.builder().build(), PATIENCE);
  }

  private static Candidate java(Shape shape, Class<?> codec) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classes =
        String.join(
            File.pathSeparator, location(Main.class), location(Json.class), location(codec));
    return new Candidate(
        List.of(
            java,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xmx256m",
            "-cp",
            classes,
            Main.class.getName()),
        shape,
        JsonObject.builder().put("codec_class", codec.getName()).build(),
        PATIENCE);
  }

  private static String location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }
}
