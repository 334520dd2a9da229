package dev.hearth.sdk.snippets;

import dev.hearth.sdk.function.Billing;
import dev.hearth.sdk.function.BillingUnit;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.Device;
import dev.hearth.sdk.function.Egress;
import dev.hearth.sdk.function.Endpoint;
import dev.hearth.sdk.function.HearthFunction;
import dev.hearth.sdk.function.Resources;
import dev.hearth.sdk.function.Retry;
import dev.hearth.sdk.function.Scaling;
import dev.hearth.sdk.function.Secrets;
import dev.hearth.sdk.function.Setup;
import dev.hearth.sdk.function.UnaryFunction;
import dev.hearth.sdk.function.Weights;
import dev.hearth.sdk.media.Audio;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

// @start region="function"
@HearthFunction(name = "sing", title = "Sing", summary = "Sings.", category = "text-to-speech")
@Billing(
    unit = BillingUnit.SECOND,
    maxUnits = 60,
    boundField = "text",
    boundMicroUnits = WishesSnippet.MICRO_UNITS_A_LETTER)
@Resources(
    cpus = 2,
    memoryMiB = 2048,
    devices = {Device.Kind.CPU, Device.Kind.CUDA},
    gpuMemoryMiB = 8192,
    gpus = {"L40", "H100"})
@Scaling(keepAliveSeconds = 120, minWorkers = 1, maxWorkers = 4)
@Retry(attempts = 3)
@Secrets("VOICES_TOKEN")
@Egress("voices.example.com")
@Weights(
    name = "voice",
    files = "voice.bin",
    licence = "CC-BY-4.0",
    source = "https://voices.example.com/soprano")
public final class WishesSnippet implements UnaryFunction<WishesSnippet.In, WishesSnippet.Out> {
  static final long MICRO_UNITS_A_LETTER = 1_500_000; // 1.5 seconds

  public record In(String text) {}

  public record Out(Audio audio) {}

  private byte[] voice = {};

  @Override
  public void setUp(Setup setup) throws IOException {
    Path folder = setup.weights("voice");
    voice = Files.readAllBytes(folder.resolve("voice.bin"));
    String token = setup.secret("VOICES_TOKEN");
    setup.log(setup.device().kind() + ", token of " + token.length() + " characters");
  }

  @Override
  public Out run(In input, Call call) {
    call.meter(MICRO_UNITS_A_LETTER * input.text().length());
    return new Out(call.audio(voice, "audio/wav"));
  }

  @Endpoint("/hum")
  @Billing(unit = BillingUnit.SECOND, maxUnits = 5)
  public Out hum(In input, Call call) {
    call.meter(5_000_000);
    return new Out(call.audio(voice, "audio/wav"));
  }
}
// @end
