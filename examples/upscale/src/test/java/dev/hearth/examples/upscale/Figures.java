package dev.hearth.examples.upscale;

import dev.hearth.kernels.device.CpuDevice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measures what the README and the model cards say. Started by the profile {@code figures}. */
public final class Figures {
  private static final int ROUNDS = 3;

  private final Map<Weights, OnnxNetwork> networks = new EnumMap<>(Weights.class);

  private Figures() throws Exception {
    for (Weights weights : Weights.values()) {
      networks.put(weights, Networks.open(weights));
    }
  }

  /** Runs. */
  public static void main(String[] arguments) throws Exception {
    var figures = new Figures();
    Picture drawing = Pictures.hearth(4);
    Picture photograph = fixture("fixture.png");
    System.out.println(
        "model       scale  drawing  (bicubic)  photograph  (bicubic)  seam  s/megapixel");
    for (Model model : List.of(Model.ANIME4K, Model.ANIMEVIDEO, Model.ESRGAN)) {
      for (int scale : new int[] {2, 4}) {
        figures.print(model, scale, drawing, photograph);
      }
    }
    for (int scale : new int[] {2, 4}) {
      Picture made = figures.enlarge(photograph, Model.ESRGAN, scale, Enlarger.TILE_SIDE);
      double psnr = Pictures.psnr(fixture("result-x" + scale + ".png"), made);
      System.out.printf(Locale.ROOT, "ESRGAN ×%d as its authors': %.1f dB%n", scale, psnr);
    }
  }

  private void print(Model model, int scale, Picture drawing, Picture photograph)
      throws IOException {
    System.out.printf(
        Locale.ROOT,
        "%-10s  ×%d     %4.1f     (%4.1f)     %4.1f        (%4.1f)     %d     %.1f%n",
        model,
        scale,
        restored(drawing, model, scale),
        bicubic(drawing, scale),
        restored(photograph, model, scale),
        bicubic(photograph, scale),
        seam(drawing, model, scale),
        secondsPerMegapixel(drawing, model, scale));
  }

  /** PSNR of a picture that was reduced by the mean of each block and enlarged again. */
  private double restored(Picture picture, Model model, int scale) throws IOException {
    Picture small = Pictures.shrink(picture, scale);
    return Pictures.psnr(picture, enlarge(small, model, scale, Enlarger.TILE_SIDE));
  }

  private static double bicubic(Picture picture, int scale) {
    return Pictures.psnr(picture, Pictures.bicubic(Pictures.shrink(picture, scale), scale));
  }

  /** The most that any level differs between tiles of 50 pixels and one tile. */
  private int seam(Picture picture, Model model, int scale) throws IOException {
    Picture small = Pictures.shrink(picture, 4);
    return Pictures.greatestDifference(
        enlarge(small, model, scale, 160), enlarge(small, model, scale, 50));
  }

  /** The best of some rounds, by megapixels of the original. */
  private double secondsPerMegapixel(Picture picture, Model model, int scale) throws IOException {
    long best = Long.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      enlarge(picture, model, scale, Enlarger.TILE_SIDE);
      best = Math.min(best, System.nanoTime() - start);
    }
    return best / 1e3 / (picture.width() * picture.height());
  }

  private Picture enlarge(Picture picture, Model model, int scale, int tileSide)
      throws IOException {
    int width = picture.width() * scale;
    var argb = new int[width * picture.height() * scale];
    new Enlarger(networks, new CpuDevice(1), tileSide)
        .enlarge(
            List.of(picture),
            model.passes(scale),
            new Progress(List.of(new Job(new RecordingCall(), original(picture), scale))),
            new Canvas(argb, width));
    return new Picture(width, picture.height() * scale, argb, picture.opaque());
  }

  private static Original original(Picture picture) {
    return new Original(new PictureInMemory(picture), picture.opaque());
  }

  private static Picture fixture(String name) throws IOException {
    Path file = Files.createTempFile("figures", ".png");
    Files.write(file, Pictures.resource("/esrgan-slim/" + name));
    Picture picture = PictureReader.open(file, 2).picture();
    Files.delete(file);
    return picture;
  }
}
