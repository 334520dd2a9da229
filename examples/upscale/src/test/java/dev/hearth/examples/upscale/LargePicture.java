package dev.hearth.examples.upscale;

import dev.hearth.kernels.device.CpuDevice;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.media.Image;
import dev.hearth.sdk.media.MediaOutput;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Enlarges a picture in a JVM of its own with a worker's limits, and prints how much memory that
 * took. Started by the profile {@code large-picture} and by {@link MemoryTest}.
 */
final class LargePicture {
  private LargePicture() {}

  /**
   * Runs.
   *
   * @param arguments the picture, the result, the scale and the model; the model {@code none}
   *     stands for networks that merely repeat pixels
   */
  public static void main(String[] arguments) throws Exception {
    Path input = Path.of(arguments[0]);
    Path result = Path.of(arguments[1]);
    int scale = Integer.parseInt(arguments[2]);
    boolean none = arguments[3].equals("none");
    Model model = none ? Model.ESRGAN : Model.valueOf(arguments[3].toUpperCase(Locale.ROOT));

    var function = new UpscaleFunction();
    ImageIO.setUseCache(false);
    if (none) {
      function.use(repeating(), new CpuDevice(1));
    } else {
      function.setUp(FunctionFolder.built());
    }
    var call = new FileCall(result);
    long start = System.nanoTime();
    var wanted = new UpscaleInput(RecordingCall.input(input), scale, model);
    var output = function.run(List.of(wanted), List.of(call)).getFirst();
    if (output == null) {
      throw new IllegalStateException("the call failed", call.failure);
    }
    System.out.printf(
        Locale.ROOT,
        "%dx%d in %.1f s: %d bytes of PNG, at most %d MB resident, %s%n",
        output.image().width(),
        output.image().height(),
        (System.nanoTime() - start) / 1e9,
        output.image().fileSize(),
        peakResidentBytes() / 1_000_000,
        call.lines);
    function.tearDown();
  }

  /** The most memory that this process ever had in RAM, as the kernel counted it. */
  private static long peakResidentBytes() throws IOException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      if (line.startsWith("VmHWM:")) {
        return Long.parseLong(line.replaceAll("\\D", "")) << 10;
      }
    }
    return 0;
  }

  private static Map<Weights, Network> repeating() {
    var networks = new EnumMap<Weights, Network>(Weights.class);
    for (Weights weights : Weights.values()) {
      networks.put(weights, new RepeatingNetwork(weights.factor()));
    }
    return networks;
  }

  /** A call that writes its result to a file. */
  private static final class FileCall extends RowsCall {
    private final Path file;
    private final List<String> lines = new ArrayList<>();
    private @Nullable CallException failure;

    FileCall(Path file) {
      this.file = file;
    }

    @Override
    public void log(Level level, String message) {
      lines.add(message);
    }

    @Override
    public void progress(int done, int total) {}

    @Override
    public boolean cancelled() {
      return false;
    }

    @Override
    public void fail(CallException reason) {
      failure = reason;
    }

    @Override
    public MediaOutput<Image> writeImage(String contentType, int width, int height) {
      try {
        return new FileOutput(file, width, height);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static final class FileOutput extends MediaOutput<Image> {
    private final Path file;
    private final int width;
    private final int height;
    private final OutputStream out;

    FileOutput(Path file, int width, int height) throws IOException {
      this.file = file;
      this.width = width;
      this.height = height;
      this.out = new BufferedOutputStream(Files.newOutputStream(file));
    }

    @Override
    public void write(int value) throws IOException {
      out.write(value);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public Image finish() throws IOException {
      out.close();
      String name = String.valueOf(file.getFileName());
      return new Image("hearth-file:0", "image/png", name, Files.size(file), width, height);
    }
  }
}
