package dev.hearth.kernels.planar;

import jdk.incubator.vector.ByteVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/**
 * Reads and writes one vector of pixels as ints, one pixel each, the first byte lowest.
 *
 * <p>Pixels of 3 bytes are moved 4 bytes at a time and shuffled in a register: a vector of L ints
 * reads or writes 4·L bytes, of which the last L belong to the pixels behind. So a loop must end
 * where 4·L bytes are no longer there, and a write is right only if what lies behind it is written
 * later.
 */
public final class Interleaving {
  private final VectorSpecies<Byte> bytes;
  private final VectorShuffle<Byte> spread;
  private final VectorShuffle<Byte> close;

  /** For vectors of that many bytes, at least 8. */
  public Interleaving(VectorSpecies<Byte> bytes) {
    this.bytes = bytes;
    int packed = bytes.length() / 4 * 3;
    spread = VectorShuffle.fromOp(bytes, to -> to % 4 == 3 ? 0 : to / 4 * 3 + to % 4);
    close = VectorShuffle.fromOp(bytes, to -> to < packed ? to / 3 * 4 + to % 3 : 0);
  }

  /**
   * The pixels from byte {@code at} on; where they have 3 bytes, the ints' highest is undefined.
   */
  public IntVector read(byte[] pixels, int at, int channels) {
    ByteVector read = ByteVector.fromArray(bytes, pixels, at);
    return (channels == 3 ? read.rearrange(spread) : read).reinterpretAsInts();
  }

  /** Writes pixels from byte {@code at} on. */
  public void write(IntVector values, byte[] pixels, int at, int channels) {
    ByteVector written = values.reinterpretAsBytes();
    (channels == 3 ? written.rearrange(close) : written).intoArray(pixels, at);
  }
}
