package dev.hearth.sdk.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.hearth.sdk.descriptor.Access;
import dev.hearth.sdk.descriptor.Descriptor;
import dev.hearth.sdk.descriptor.Gpu;
import dev.hearth.sdk.descriptor.Health;
import dev.hearth.sdk.descriptor.Scale;
import dev.hearth.sdk.descriptor.WeightSet;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a creator asks of the installation, by annotations. */
class WishesTest {
  @TempDir Path folder;

  private Compilation compile(String annotations) {
    return Compilation.of(
        folder,
        "F",
        """
        @HearthFunction(name="f", title="T", summary="S", category="c")
        ANNOTATIONS
        public class F implements UnaryFunction<Json, Json> {
          public Json run(Json input, Call call) { return input; }
        }
        """
            .replace("ANNOTATIONS", annotations));
  }

  private Descriptor described(String annotations) {
    Compilation compilation = compile(annotations);
    assertEquals(List.of(), compilation.errors());
    return compilation.descriptor();
  }

  @Test
  void allThatCanBeSaid() {
    Descriptor descriptor =
        described(
            """
            @Retry(attempts = 3)
            @Secrets({"HF_TOKEN", "OTHER"})
            @Egress({"huggingface.co", "*.example.com:8443"})
            @Scaling(keepAliveSeconds = 300, minWorkers = 1, maxWorkers = 4)
            @Weights(name = "main", files = {"a.onnx", "b/c.txt"}, licence = "Apache-2.0", source = "https://e/m")
            @Weights(name = "other")
            @Resources(devices = {Device.Kind.CUDA}, gpuMemoryMiB = 40_960, gpus = {"H100", "A100"})
            """);
    assertEquals(new Descriptor.Retry(3), descriptor.retry());
    assertEquals(
        new Access(List.of("HF_TOKEN", "OTHER"), List.of("huggingface.co", "*.example.com:8443")),
        descriptor.access());
    assertEquals(new Scale(Duration.ofMinutes(5), 1, 4), descriptor.scale());
    assertEquals(
        List.of(
            new WeightSet("main", List.of("a.onnx", "b/c.txt"), "", "Apache-2.0", "https://e/m"),
            new WeightSet("other", List.of(), "", "", "")),
        descriptor.weights());
    assertEquals(new Gpu(40L << 30, List.of("H100", "A100")), descriptor.resources().gpu());
  }

  /** The last line of a class that checks its health, by itself or by what it extends. */
  private Compilation checking(String annotations, String members) {
    return Compilation.of(
        folder,
        "F",
        """
        @HearthFunction(name="f", title="T", summary="S", category="c")
        %s
        public class F extends Base implements UnaryFunction<Json, Json> {
          public Json run(Json input, Call call) { return input; }
          %s
        }
        class Base {
          public void checkHealth(String other) {}
          %s
        }
        """
            .formatted(
                annotations,
                members.startsWith("base ") ? "" : members,
                members.startsWith("base ") ? members.substring(5) : ""));
  }

  @Test
  void functionThatOverridesCheckHealthIsAsked() {
    String check = "public void checkHealth() {}";
    assertEquals(Health.USUAL, checking("", check).descriptor().health());
    assertEquals(Health.USUAL, checking("", "base " + check).descriptor().health());
    assertEquals(
        new Health(Duration.ZERO, Duration.ofSeconds(2), 1, false),
        checking(
                "@HealthCheck(startPeriodSeconds = 0, timeoutSeconds = 2, failureThreshold = 1,"
                    + " callRegularly = false)",
                check)
            .descriptor()
            .health());
    assertNull(checking("", "").descriptor().health());
  }

  @Test
  void healthCheckOfAFunctionThatHasNoneIsRefused() {
    assertEquals(
        "@HealthCheck is for functions that override checkHealth()",
        onlyError(checking("@HealthCheck", "")));
  }

  @Test
  void healthCheckBeyondItsBoundsIsRefused() {
    assertEquals(
        "health timeout seconds is 61, allowed are 1 to 60",
        onlyError(checking("@HealthCheck(timeoutSeconds = 61)", "public void checkHealth() {}")));
  }

  private static String onlyError(Compilation compilation) {
    assertEquals(1, compilation.errors().size(), compilation.errors()::toString);
    return compilation.errors().getFirst().replaceFirst("^[0-9]+: ", "");
  }

  @Test
  void whatIsNotSaidIsAsUsual() {
    Descriptor descriptor = described("");
    assertEquals(Descriptor.Retry.USUAL, descriptor.retry());
    assertEquals(Access.NONE, descriptor.access());
    assertEquals(Scale.USUAL, descriptor.scale());
    assertEquals(List.of(), descriptor.weights());
    assertEquals(Gpu.ANY, descriptor.resources().gpu());
    assertNull(descriptor.health());
    assertEquals(Scale.USUAL, described("@Scaling").scale());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "@Retry(attempts = 0) | attempts is 0, allowed are 1 to 10",
        "@Retry(attempts = 11) | attempts is 11, allowed are 1 to 10",
        "@Secrets(\"token\") | \"token\" is no valid secret",
        "@Secrets({\"A\", \"A\"}) | a secret stands twice: [A, A]",
        "@Egress(\"http://e\") | \"http://e\" is no valid egress",
        "@Scaling(keepAliveSeconds = -2) | keep-alive seconds is -2, allowed are 0 to 86400",
        "@Scaling(minWorkers = 2, maxWorkers = 1) | min workers 2 are more than max workers 1",
        "@Scaling(maxWorkers = 1001) | max workers is 1001, allowed are 0 to 1000",
        "@Weights(name = \"..\") | \"..\" is no name of a weights' folder",
        "@Weights(name = \"a\", files = \"/x\") | \"/x\" is no path below weights/a",
        "@Weights(name = \"a\", digest = \"AB\") |"
            + " the digest of a isn't 64 hexadecimal digits in lower case",
        "@Weights(name = \"a\", source = \"ftp://e/x\") |"
            + " the source of a is no http or https URL of at most 2,000 characters",
        "@Resources(gpuMemoryMiB = 1) | a function that needs a GPU names the device CUDA",
        "@Resources(devices = Device.Kind.CUDA, gpus = \"\") |"
            + " a kind of GPU has 1 to 64 characters, not \"\"",
      })
  void whatCannotBeIsRefusedAtItsAnnotation(String annotation, String message) {
    assertEquals(List.of("2: " + message), compile(annotation).errors());
  }

  @Test
  void weightsOfOneNameAreRefused() {
    assertEquals(
        List.of("1: weights of one name stand twice"),
        compile("@Weights(name = \"a\") @Weights(name = \"a\")").errors());
  }
}
