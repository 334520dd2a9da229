package dev.hearth.kernels.alpha;

import dev.hearth.kernels.device.CpuDevice;
import dev.hearth.kernels.planar.Interleaving;
import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * A vector of pixels at a time. Alpha's bytes are gathered at a vector's low end and written with
 * what lies behind them, which the next write covers; reading does the opposite.
 */
final class VectorAlpha extends Alpha {
  static final VectorSpecies<Byte> WIDEST = ByteVector.SPECIES_PREFERRED;

  private static final int LEAST_PIXELS = 1 << 15;
  private static final int COLOURS = 0x00FFFFFF;

  private final VectorSpecies<Byte> bytes;
  private final CpuDevice cpu;
  private final Interleaving interleaving;
  private final VectorShuffle<Byte> gather;
  private final VectorShuffle<Byte> scatter;

  VectorAlpha(VectorSpecies<Byte> bytes, CpuDevice cpu) {
    this.bytes = bytes;
    this.cpu = cpu;
    interleaving = new Interleaving(bytes);
    int lanes = bytes.length() / 4;
    gather = VectorShuffle.fromOp(bytes, to -> to < lanes ? 4 * to + 3 : 0);
    scatter = VectorShuffle.fromOp(bytes, to -> to / 4);
  }

  @Override
  void fillParts(byte[] pixels, byte[] colours, byte[] alpha) {
    cpu.split(
        alpha.length,
        LEAST_PIXELS,
        (from, to) -> {
          int rest = parts(bytes, interleaving, gather, pixels, colours, alpha, from, to);
          for (int i = rest; i < to; i++) {
            colours[3 * i] = pixels[4 * i];
            colours[3 * i + 1] = pixels[4 * i + 1];
            colours[3 * i + 2] = pixels[4 * i + 2];
            alpha[i] = pixels[4 * i + 3];
          }
        });
  }

  private static int parts(
      VectorSpecies<Byte> species,
      Interleaving interleaving,
      VectorShuffle<Byte> gather,
      byte[] pixels,
      byte[] colours,
      byte[] alpha,
      int from,
      int to) {
    int lanes = species.length() / 4;
    int i = from;
    for (; i <= to - 4 * lanes; i += lanes) {
      ByteVector read = ByteVector.fromArray(species, pixels, 4 * i);
      interleaving.write(read.reinterpretAsInts(), colours, 3 * i, 3);
      read.rearrange(gather).intoArray(alpha, i);
    }
    return i;
  }

  @Override
  void fillPixels(byte[] colours, byte[] alpha, byte[] pixels) {
    cpu.split(
        alpha.length,
        LEAST_PIXELS,
        (from, to) -> {
          int rest = pixels(bytes, interleaving, scatter, colours, alpha, pixels, from, to);
          for (int i = rest; i < to; i++) {
            pixels[4 * i] = colours[3 * i];
            pixels[4 * i + 1] = colours[3 * i + 1];
            pixels[4 * i + 2] = colours[3 * i + 2];
            pixels[4 * i + 3] = alpha[i];
          }
        });
  }

  private static int pixels(
      VectorSpecies<Byte> species,
      Interleaving interleaving,
      VectorShuffle<Byte> scatter,
      byte[] colours,
      byte[] alpha,
      byte[] pixels,
      int from,
      int to) {
    int lanes = species.length() / 4;
    int i = from;
    for (; i <= to - 4 * lanes; i += lanes) {
      IntVector four =
          ByteVector.fromArray(species, alpha, i).rearrange(scatter).reinterpretAsInts();
      IntVector three = interleaving.read(colours, 3 * i, 3);
      interleaving.write(
          three.and(COLOURS).or(four.lanewise(VectorOperators.LSHL, 24)), pixels, 4 * i, 4);
    }
    return i;
  }
}
