package dev.hearth.bench.pixels;

import dev.hearth.kernels.alpha.Alpha;
import dev.hearth.kernels.device.CpuDevice;
import dev.hearth.kernels.planar.Normalisation;
import dev.hearth.kernels.planar.PixelFormat;
import dev.hearth.kernels.planar.Planar;
import dev.hearth.kernels.planar.PlaneShape;
import dev.hearth.kernels.resize.Filter;
import dev.hearth.kernels.resize.Resize;
import dev.hearth.kernels.tile.Feather;
import dev.hearth.kernels.tile.FeatheredTile;
import dev.hearth.kernels.tile.Tile;
import dev.hearth.kernels.tile.Tiling;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The operators on a photograph's worth of noise, with one thread. Rows are made when asked for.
 */
final class Rows {
  private static final int WIDTH = 2048;
  private static final int HEIGHT = 1536;
  private static final int PIXELS = WIDTH * HEIGHT;
  private static final PlaneShape PICTURE = new PlaneShape(3, WIDTH, HEIGHT);
  private static final PlaneShape HALF = new PlaneShape(3, WIDTH / 2, HEIGHT / 2);
  private static final Tile TILE = new Tile(500, 300, 1024, 1024);
  private static final int FADE = 64;

  private final CpuDevice cpu;

  Rows(CpuDevice cpu) {
    this.cpu = cpu;
  }

  List<Supplier<Row>> all() {
    return List.of(
        () -> planesFrom(PixelFormat.RGB),
        () -> planesFrom(PixelFormat.RGBA),
        () -> planesTo(PixelFormat.RGB),
        () -> planesTo(PixelFormat.RGBA),
        this::alphaSplit,
        this::alphaMerge,
        this::tileCut,
        this::tileBlend,
        () -> resize("area-half", Filter.AREA, PICTURE, HALF),
        () -> resize("bicubic-double", Filter.BICUBIC, HALF, PICTURE),
        () -> resize("lanczos3-half", Filter.LANCZOS3, PICTURE, HALF));
  }

  private Row planesFrom(PixelFormat format) {
    byte[] pixels = noise(format.channels() * PIXELS);
    float[] planes = new float[pixels.length];
    Planar vector = Planar.on(cpu);
    Planar reference = Planar.reference();
    return row(
        "planes-from-" + name(format),
        5L * pixels.length,
        true,
        () -> vector.toPlanes(pixels, format, Normalisation.UNIT, planes),
        () -> reference.toPlanes(pixels, format, Normalisation.UNIT, planes),
        new Java2d(WIDTH, HEIGHT, format.channels()).samplesOut());
  }

  private Row planesTo(PixelFormat format) {
    byte[] pixels = new byte[format.channels() * PIXELS];
    float[] planes = levels(pixels.length);
    Planar vector = Planar.on(cpu);
    Planar reference = Planar.reference();
    return row(
        "planes-to-" + name(format),
        5L * pixels.length,
        true,
        () -> vector.toPixels(planes, format, Normalisation.UNIT, pixels),
        () -> reference.toPixels(planes, format, Normalisation.UNIT, pixels),
        new Java2d(WIDTH, HEIGHT, format.channels()).samplesIn());
  }

  private Row alphaSplit() {
    byte[] pixels = noise(4 * PIXELS);
    byte[] colours = new byte[3 * PIXELS];
    byte[] opacity = new byte[PIXELS];
    Alpha vector = Alpha.on(cpu);
    Alpha reference = Alpha.reference();
    return row(
        "alpha-split",
        2L * pixels.length,
        true,
        () -> vector.split(pixels, colours, opacity),
        () -> reference.split(pixels, colours, opacity),
        new Java2d(WIDTH, HEIGHT, 4).alphaOut());
  }

  private Row alphaMerge() {
    byte[] colours = noise(3 * PIXELS);
    byte[] opacity = noise(PIXELS);
    byte[] pixels = new byte[4 * PIXELS];
    Alpha vector = Alpha.on(cpu);
    Alpha reference = Alpha.reference();
    return row(
        "alpha-merge",
        2L * pixels.length,
        true,
        () -> vector.merge(colours, opacity, pixels),
        () -> reference.merge(colours, opacity, pixels),
        new Java2d(WIDTH, HEIGHT, 4).alphaIn());
  }

  private Row tileCut() {
    float[] picture = levels(PICTURE.length());
    float[] values = new float[TILE.shape(3).length()];
    Tiling vector = Tiling.on(cpu);
    Tiling reference = Tiling.reference();
    return row(
        "tile-cut",
        8L * values.length,
        true,
        () -> vector.cut(picture, PICTURE, TILE, values),
        () -> reference.cut(picture, PICTURE, TILE, values),
        new Java2d(WIDTH, HEIGHT, 3).cut(TILE.left(), TILE.top(), TILE.width(), TILE.height()));
  }

  private Row tileBlend() {
    float[] picture = new float[PICTURE.length()];
    float[] values = levels(TILE.shape(3).length());
    var tile = new FeatheredTile(TILE, new Feather(FADE, FADE, FADE, FADE));
    Tiling vector = Tiling.on(cpu);
    Tiling reference = Tiling.reference();
    return row(
        "tile-blend",
        12L * values.length,
        true,
        () -> vector.blend(values, tile, picture, PICTURE),
        () -> reference.blend(values, tile, picture, PICTURE),
        new Java2d(WIDTH, HEIGHT, 3).blend(TILE.left(), TILE.top(), TILE.width(), TILE.height()));
  }

  private Row resize(String name, Filter filter, PlaneShape from, PlaneShape to) {
    float[] source = levels(from.length());
    float[] target = new float[to.length()];
    Resize vector = Resize.on(cpu);
    Resize reference = Resize.reference();
    var java2d = new Java2d(from.width(), from.height(), 3);
    Runnable plain =
        switch (filter) {
          case AREA -> java2d.areaAveraged(to.width(), to.height());
          case BICUBIC -> java2d.bicubic(to.width(), to.height());
          case LANCZOS3 -> null;
        };
    return row(
        "resize-" + name,
        4L * (source.length + target.length),
        false,
        () -> vector.resize(source, from, filter, target, to),
        () -> reference.resize(source, from, filter, target, to),
        plain);
  }

  private static Row row(
      String name,
      long bytes,
      boolean pointwise,
      Runnable vector,
      Runnable reference,
      @Nullable Runnable java2d) {
    Map<Row.Way, Runnable> ways = new EnumMap<>(Row.Way.class);
    byte[] from = noise((int) (bytes / 2));
    byte[] to = new byte[from.length];
    ways.put(Row.Way.COPY, () -> System.arraycopy(from, 0, to, 0, from.length));
    ways.put(Row.Way.VECTOR, vector);
    ways.put(Row.Way.REFERENCE, reference);
    if (java2d != null) {
      ways.put(Row.Way.JAVA2D, java2d);
    }
    return new Row(name, bytes, pointwise, ways);
  }

  private static String name(PixelFormat format) {
    return format == PixelFormat.RGB ? "rgb" : "rgba";
  }

  private static byte[] noise(int length) {
    var bytes = new byte[length];
    new SplittableRandom(1).nextBytes(bytes);
    return bytes;
  }

  /** 0 to 1. */
  private static float[] levels(int length) {
    var random = new SplittableRandom(1);
    var floats = new float[length];
    for (int i = 0; i < length; i++) {
      floats[i] = random.nextFloat();
    }
    return floats;
  }
}
