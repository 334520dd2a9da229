package dev.hearth.kernels.planar;

import dev.hearth.kernels.device.CpuDevice;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.Vector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * As many pixels at a time as a vector has ints; see {@link Interleaving} for how they are moved.
 */
final class VectorPlanar extends Planar {
  static final VectorSpecies<Float> WIDEST = FloatVector.SPECIES_PREFERRED;

  private static final int LEAST_PIXELS = 1 << 15; // a thread's start costs about as much

  private final VectorSpecies<Float> floats;
  private final CpuDevice cpu;
  private final Interleaving interleaving;

  VectorPlanar(VectorSpecies<Float> floats, CpuDevice cpu) {
    this.floats = floats;
    this.cpu = cpu;
    interleaving = new Interleaving(floats.withLanes(byte.class));
  }

  @Override
  void fillPlanes(
      byte[] pixels, PixelFormat format, Normalisation normalisation, float[] planes, int count) {
    cpu.split(
        count,
        LEAST_PIXELS,
        (from, to) -> {
          int rest = planes(floats, interleaving, pixels, format, normalisation, planes, from, to);
          PlainLoops.fillPlanes(pixels, format, normalisation, planes, rest, to);
        });
  }

  /** Fills the planes as far as whole vectors go, and says how far that is. */
  private static int planes(
      VectorSpecies<Float> species,
      Interleaving interleaving,
      byte[] pixels,
      PixelFormat format,
      Normalisation normalisation,
      float[] planes,
      int from,
      int to) {
    int lanes = species.length();
    int channels = format.channels();
    int count = planes.length / channels;
    int redShift = 8 * format.position(0);
    int blueShift = 8 * format.position(2);
    Channels scale = normalisation.scale();
    Channels offset = normalisation.offset();
    int i = from;
    for (; channels * i <= pixels.length - 4 * lanes && i <= to - lanes; i += lanes) {
      IntVector read = interleaving.read(pixels, channels * i, channels);
      value(read, redShift, scale.red(), offset.red()).intoArray(planes, i);
      value(read, 8, scale.green(), offset.green()).intoArray(planes, count + i);
      value(read, blueShift, scale.blue(), offset.blue()).intoArray(planes, 2 * count + i);
      if (channels == 4) {
        value(read, 24, scale.alpha(), offset.alpha()).intoArray(planes, 3 * count + i);
      }
    }
    return i;
  }

  private static FloatVector value(IntVector read, int shift, float scale, float offset) {
    Vector<Float> level =
        read.lanewise(VectorOperators.LSHR, shift).and(255).convert(VectorOperators.I2F, 0);
    return ((FloatVector) level).mul(scale).add(offset);
  }

  @Override
  void fillPixels(
      float[] planes, PixelFormat format, Normalisation normalisation, byte[] pixels, int count) {
    Normalisation inverse = normalisation.inverse();
    cpu.split(
        count,
        LEAST_PIXELS,
        (from, to) -> {
          int rest = pixels(floats, interleaving, planes, format, inverse, pixels, from, to);
          PlainLoops.fillPixels(planes, format, inverse, pixels, rest, to);
        });
  }

  /** Fills the pixels as far as whole vectors go, and says how far that is. */
  private static int pixels(
      VectorSpecies<Float> species,
      Interleaving interleaving,
      float[] planes,
      PixelFormat format,
      Normalisation inverse,
      byte[] pixels,
      int from,
      int to) {
    int lanes = species.length();
    int channels = format.channels();
    int count = planes.length / channels;
    int redShift = 8 * format.position(0);
    int blueShift = 8 * format.position(2);
    Channels scale = inverse.scale();
    Channels offset = inverse.offset();
    int i = from;
    // What a write leaves behind its pixels must be this range's own.
    for (; channels * i <= channels * to - 4 * lanes; i += lanes) {
      IntVector written =
          level(species, planes, i, scale.red(), offset.red())
              .lanewise(VectorOperators.LSHL, redShift)
              .or(
                  level(species, planes, count + i, scale.green(), offset.green())
                      .lanewise(VectorOperators.LSHL, 8))
              .or(
                  level(species, planes, 2 * count + i, scale.blue(), offset.blue())
                      .lanewise(VectorOperators.LSHL, blueShift));
      if (channels == 4) {
        written =
            written.or(
                level(species, planes, 3 * count + i, scale.alpha(), offset.alpha())
                    .lanewise(VectorOperators.LSHL, 24));
      }
      interleaving.write(written, pixels, channels * i, channels);
    }
    return i;
  }

  /** Java's conversion makes NaN 0 and keeps what is too large at the ends. */
  private static IntVector level(
      VectorSpecies<Float> species, float[] planes, int at, float scale, float offset) {
    FloatVector value = FloatVector.fromArray(species, planes, at).mul(scale).add(offset + 0.5f);
    return ((IntVector) value.convert(VectorOperators.F2I, 0)).max(0).min(255);
  }
}
