package dev.hearth.sdk.testkit.demo;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.function.Batching;
import dev.hearth.sdk.function.Billing;
import dev.hearth.sdk.function.BillingUnit;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.Endpoint;
import dev.hearth.sdk.function.HearthFunction;
import dev.hearth.sdk.function.IterativeFunction;
import dev.hearth.sdk.function.Setup;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.media.Image;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import javax.imageio.ImageIO;

/** Draws pictures of one colour, a step at a time. */
@HearthFunction(
    name = "sketch",
    title = "Sketch",
    summary = "Draws a picture of one colour.",
    category = "text-to-image",
    timeoutSeconds = 20)
@Batching(maxSize = 2)
@Billing(unit = BillingUnit.MEGAPIXEL, boundMedia = "paper")
public final class SketchFunction implements IterativeFunction<SketchInput, Sketch, SketchOutput> {
  private final String pen;
  private String colour = "none";
  private int drawn;

  /** As a worker makes it. */
  public SketchFunction() {
    this("pencil");
  }

  /** Draws with that. */
  public SketchFunction(String pen) {
    this.pen = pen;
  }

  @Override
  public void setUp(Setup setup) throws IOException {
    colour = Files.readString(setup.weights("colours").resolve("first")).strip();
    setup.log("colour " + colour + " by " + setup.secret("ARTIST") + " with " + pen);
  }

  @Override
  public Sketch begin(SketchInput input, Call call) throws InterruptedException {
    if (input.act() == SketchInput.Act.REFUSE) {
      throw CallException.field(ErrorCode.IMAGE_TOO_LARGE, "paper", "no room for " + input.text());
    }
    if (input.act() == SketchInput.Act.PRINT) {
      print(input.text());
    }
    call.log("begin " + input.text());
    return new Sketch(input, call);
  }

  /** A sketch of one step. */
  @Endpoint("/trace")
  public Sketch trace(TraceInput input, Call call) {
    return new Sketch(SketchInput.of("trace of " + input.line(), 1), call);
  }

  private static void print(String text) throws InterruptedException {
    System.out.println("drawing " + text);
    Thread.ofVirtual().start(() -> System.err.println("élan\r\nvital")).join();
    System.out.print("no end");
  }

  @Override
  public void step(List<Sketch> batch) throws IOException {
    for (Sketch sketch : batch) {
      if (sketch.input.act() == SketchInput.Act.BREAK_STEP) {
        throw new IllegalStateException("the pencil broke");
      }
      sketch.done++;
      sketch.company = Math.max(sketch.company, batch.size());
      if (sketch.input.act() == SketchInput.Act.PREVIEW) {
        Image preview = sketch.call.image(png(3, 3), "image/png", 3, 3);
        sketch.call.emit(new SketchOutput(preview, "preview", sketch.company));
      } else {
        sketch.call.emit(JsonObject.builder().put("at", sketch.done).build());
      }
    }
  }

  @Override
  public SketchOutput finish(Sketch sketch, Call call) throws IOException {
    int width = sketch.input.paper().map(Image::width).orElse(4);
    int height = sketch.input.paper().map(Image::height).orElse(2);
    drawn++;
    int factor = sketch.input.act() == SketchInput.Act.OVERDRAW ? 2 : 1;
    return new SketchOutput(
        call.image(png(width * factor, height), "image/png", width * factor, height),
        colour + " " + sketch.input.text(),
        sketch.company);
  }

  private static byte[] png(int width, int height) throws IOException {
    var out = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", out);
    return out.toByteArray();
  }

  @Override
  public List<String> hints() {
    return List.of("colour:" + colour, "drawn:" + drawn);
  }

  @Override
  public void park(Sketch sketch) {
    sketch.call.log("parked at " + sketch.done);
  }

  @Override
  public void resume(Sketch sketch) {
    sketch.call.log("resumed at " + sketch.done);
  }
}
