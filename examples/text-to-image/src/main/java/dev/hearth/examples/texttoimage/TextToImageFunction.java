package dev.hearth.examples.texttoimage;

import ai.onnxruntime.OrtException;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.function.Batching;
import dev.hearth.sdk.function.Billing;
import dev.hearth.sdk.function.BillingUnit;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.Example;
import dev.hearth.sdk.function.HearthFunction;
import dev.hearth.sdk.function.IterativeFunction;
import dev.hearth.sdk.function.Resources;
import dev.hearth.sdk.function.Setup;
import dev.hearth.sdk.function.Weights;
import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.standard.ImageFormat;
import dev.hearth.sdk.standard.ImagesOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Draws pictures from text by diffusion.
 *
 * <p>A step is one look at the network, which all pictures of all calls take together: each at its
 * own time, with its own text. So calls join and leave at every look, whatever their number of
 * steps and their scheduler.
 */
@HearthFunction(
    name = "text-to-image",
    title = "Text to image",
    summary =
        "Draws one of 100 objects from a short text with a diffusion network of 3.7 million"
            + " parameters that this project trained itself. 64x64 pixels, smoothly enlarged.",
    category = "text-to-image")
@Batching(maxSize = 8)
@Billing(
    unit = BillingUnit.IMAGE,
    maxUnits = Limits.PICTURES,
    boundField = "num_images",
    boundMicroUnits = TextToImageFunction.MICRO_UNITS_PER_PICTURE)
@Resources(cpus = 1, memoryMiB = 768)
@Weights(
    name = Network.WEIGHTS,
    files = {
      Network.FILE,
      AdaptedNetwork.FILE,
      "outlines.safetensors",
      "mosaic.safetensors",
      "LICENSE",
      "MODEL_CARD.md",
      "NOTICE"
    },
    licence = "Apache-2.0")
@Weights(
    name = TextReader.WEIGHTS,
    files = {TextReader.NETWORK, TextReader.TOKENIZER, "LICENSE", "MODEL_CARD.md"},
    digest = "8dcec2615f31b329fad1f7536691e34b87941b516dc775f69a4283c645f9c72f",
    licence = "Apache-2.0",
    source = "https://huggingface.co/Xenova/all-MiniLM-L6-v2")
@Example("{\"prompt\": \"a blue fox on a yellow background\", \"seed\": 7}")
@Example(
    "{\"prompt\": \"a green car\", \"loras\": [{\"path\": \"outlines\", \"scale\": 1}], \"seed\":"
        + " 5}")
@Example("{\"prompt\": \"a red rocket on a white background\", \"num_images\": 2, \"seed\": 3}")
public final class TextToImageFunction
    implements IterativeFunction<PromptInput, Painting, ImagesOutput> {
  static final long MICRO_UNITS_PER_PICTURE = 1_000_000;

  private static final PictureSize PREVIEW = new PictureSize.Custom(Network.SIDE, Network.SIDE);

  /** JavaScript has no whole numbers beyond 2⁵³; seeds that a caller may send back stay below. */
  private static final long SEEDS = 1L << 32;

  private final RandomGenerator seeds = new SplittableRandom();
  private @Nullable TextReader reader;
  private @Nullable Network network;

  @Override
  public void setUp(Setup setup) throws IOException, OrtException {
    System.setProperty("onnxruntime.native.path", setup.nativeLibraries().toString());
    System.setProperty("java.awt.headless", "true");
    ImageIO.setUseCache(false);
    int threads = setup.device().threads();
    reader = TextReader.open(setup.weights(TextReader.WEIGHTS), threads);
    network = Network.open(setup.weights(Network.WEIGHTS), threads);
  }

  @Override
  public void warmUp() throws IOException {
    Text text = reader().read("a fox", "prompt");
    var flow = new Flow(Scheduler.EULER, 1, Noise.of(0, 0, Network.PICTURE));
    var canvas = new Canvas(flow, text, Text.NONE, 1, Blend.NONE);
    network().advance(List.of(canvas));
    for (ImageFormat format : ImageFormat.values()) {
      int[] rgb = new Enlargement(Network.SIDE, Network.SIDE).apply(canvas.clean());
      var _ = PictureFile.encode(rgb, Network.SIDE, Network.SIDE, format);
    }
  }

  @Override
  public Painting begin(PromptInput input, Call call) {
    long seed = input.seed().orElseGet(() -> seeds.nextLong(SEEDS));
    Text prompt = reader().read(input.prompt(), "prompt");
    Text negative =
        input.negativePrompt().isBlank()
            ? Text.NONE
            : reader().read(input.negativePrompt(), "negative_prompt");
    call.log("seed %d, %d tokens".formatted(seed, prompt.tokens()));
    return new Painting(input, call, seed, prompt, negative);
  }

  @Override
  public void step(List<Painting> batch) {
    List<Canvas> canvases =
        batch.stream().flatMap(painting -> painting.canvases().stream()).toList();
    long start = System.nanoTime();
    network().advance(canvases);
    long nanos = System.nanoTime() - start;
    for (Painting painting : batch) {
      painting.took(nanos, canvases.size());
      if (painting.showsPreview()) {
        show(painting);
      }
    }
  }

  /** Shows what the pictures will be as far as can be seen. A fault here is this call's alone. */
  private static void show(Painting painting) {
    try {
      var previews = new ArrayList<Image>();
      for (Canvas canvas : painting.canvases()) {
        previews.add(store(painting, canvas.clean(), PREVIEW));
      }
      painting.call().emit(output(painting, previews));
    } catch (IOException | RuntimeException e) {
      painting
          .call()
          .fail(new CallException(ErrorCode.FUNCTION_FAILED, "a preview was not made", e));
    }
  }

  @Override
  public ImagesOutput finish(Painting painting, Call call) throws IOException {
    var images = new ArrayList<Image>();
    for (Canvas canvas : painting.canvases()) {
      images.add(store(painting, canvas.flow().x(), painting.input().imageSize()));
    }
    call.log(painting.report());
    return output(painting, images);
  }

  private static Image store(Painting painting, float[] planes, PictureSize size)
      throws IOException {
    return PictureFile.store(painting.call(), planes, size, painting.input().outputFormat());
  }

  private static ImagesOutput output(Painting painting, List<Image> images) {
    return new ImagesOutput(
        images,
        Map.of("inference", painting.seconds()),
        painting.seed(),
        Collections.nCopies(images.size(), false),
        painting.input().prompt());
  }

  @Override
  public void tearDown() throws OrtException {
    if (network != null) {
      network.close();
    }
    if (reader != null) {
      reader.close();
    }
  }

  private TextReader reader() {
    return Objects.requireNonNull(reader, "set up first");
  }

  private Network network() {
    return Objects.requireNonNull(network, "set up first");
  }
}
