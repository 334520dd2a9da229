package dev.hearth.examples.upscale;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Draws the pictures that documentation shows: a small drawing, and what the function makes of it.
 * Run by hand, with the folder to write to as its argument.
 */
final class DocumentationPictures {
  private DocumentationPictures() {}

  public static void main(String[] arguments) throws Exception {
    var folder = Path.of(arguments[0]);
    var function = new UpscaleFunction();
    function.setUp(FunctionFolder.built());
    Path input = folder.resolve("upscale-input.png");
    Files.write(input, Pictures.png(drawing()));
    var call = new RecordingCall();
    var wanted = new UpscaleInput(RecordingCall.input(input), 4, Model.AUTO);
    var _ = function.run(List.of(wanted), List.of(call));
    Files.write(folder.resolve("upscale-output.png"), Pictures.png(call.picture()));
    function.tearDown();
  }

  private static Picture drawing() {
    return Pictures.shrink(Samples.of(HearthDrawing.draw(2.6, true)), 4);
  }
}
