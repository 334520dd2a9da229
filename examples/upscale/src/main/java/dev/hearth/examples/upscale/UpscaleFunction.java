package dev.hearth.examples.upscale;

import ai.onnxruntime.OrtException;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.function.BatchFunction;
import dev.hearth.sdk.function.Batching;
import dev.hearth.sdk.function.Billing;
import dev.hearth.sdk.function.BillingUnit;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.Example;
import dev.hearth.sdk.function.HearthFunction;
import dev.hearth.sdk.function.Resources;
import dev.hearth.sdk.function.Setup;
import dev.hearth.sdk.media.Image;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/** Enlarges a picture two or four times in each direction. */
@HearthFunction(
    name = "upscale",
    title = "Upscale",
    summary =
        "Enlarges drawings, screenshots and other pictures two or four times with small"
            + " super-resolution networks. Keeps transparency.",
    category = "image-to-image",
    // Four of the largest pictures in one batch, with the slower network, on a busy core.
    timeoutSeconds = 1800)
@Batching(
    maxSize = 4,
    key = {"scale", "model"})
@Billing(
    unit = BillingUnit.MEGAPIXEL,
    maxUnits = Limits.MAX_OUTPUT_MEGAPIXELS,
    boundMedia = Limits.FIELD,
    boundFactor = "scale")
@Resources(cpus = 1, memoryMiB = 1024)
@Example(ExampleInput.FLAME)
public final class UpscaleFunction implements BatchFunction<UpscaleInput, UpscaleOutput> {
  private final Map<Weights, Network> networks = new EnumMap<>(Weights.class);
  private @Nullable Enlarger enlarger;

  @Override
  public void setUp(Setup setup) throws OrtException {
    System.setProperty("onnxruntime.native.path", setup.nativeLibraries().toString());
    System.setProperty("java.awt.headless", "true");
    ImageIO.setUseCache(false);
    for (Weights weights : Weights.values()) {
      var folder = setup.weights(weights.folder());
      int threads = setup.device().threads();
      networks.put(weights, Network.open(folder, weights, weights.tileSide(), threads));
    }
    enlarger = new Enlarger(networks);
  }

  @Override
  public List<@Nullable UpscaleOutput> run(List<UpscaleInput> inputs, List<Call> calls) {
    var outputs = new ArrayList<@Nullable UpscaleOutput>(inputs.size());
    for (int i = 0; i < inputs.size(); i++) {
      outputs.add(runAlone(inputs.get(i), calls.get(i)));
    }
    return outputs;
  }

  @Override
  public void tearDown() throws OrtException {
    for (Network network : networks.values()) {
      network.close();
    }
  }

  /** One picture's fault must not cost the batch's others their results. */
  private @Nullable UpscaleOutput runAlone(UpscaleInput input, Call call) {
    try {
      return upscale(input, call);
    } catch (CallException e) {
      call.fail(e);
    } catch (IOException | OrtException | RuntimeException e) {
      call.fail(new CallException(ErrorCode.FUNCTION_FAILED, "the picture was not enlarged", e));
    }
    return null;
  }

  private UpscaleOutput upscale(UpscaleInput input, Call call) throws IOException, OrtException {
    long start = System.nanoTime();
    Picture picture = PictureReader.read(input.imageUrl().path(), input.scale());
    List<Pass> passes = input.model().passes(input.scale());
    int width = picture.width() * input.scale();
    int height = picture.height() * input.scale();
    byte[] png;
    try (var writer = new PngWriter(width, height, picture.opaque())) {
      ready().enlarge(picture, passes, call, writer);
      png = writer.finish();
    }
    Image image = call.image(png, "image/png", width, height);
    call.log(describe(picture, image, passes, System.nanoTime() - start));
    return new UpscaleOutput(image);
  }

  private Enlarger ready() {
    if (enlarger == null) {
      throw new IllegalStateException("not set up");
    }
    return enlarger;
  }

  private static String describe(Picture from, Image to, List<Pass> passes, long nanos) {
    return "enlarged %dx%d to %dx%d with %s in %d ms"
        .formatted(
            from.width(),
            from.height(),
            to.width(),
            to.height(),
            String.join(" + ", passes.stream().map(pass -> pass.weights().folder()).toList()),
            nanos / 1_000_000);
  }
}
