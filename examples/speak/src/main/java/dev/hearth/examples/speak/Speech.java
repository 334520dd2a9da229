package dev.hearth.examples.speak;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Sound of one channel.
 *
 * @param rate samples per second
 * @param samples 16 bits each, little-endian, as WebAssembly's memory and WAV have them
 */
@SuppressWarnings("ArrayRecordComponent") // passed on, never compared
record Speech(int rate, byte[] samples) {
  private static final int HEADER_BYTES = 44;
  private static final int FORMAT_BYTES = 16;
  private static final short PCM = 1;
  private static final short CHANNELS = 1;

  /** The speeches, of which there is at least one and all of one rate, one after the other. */
  static Speech joined(List<Speech> speeches) {
    int rate = speeches.getFirst().rate;
    int bytes = speeches.stream().mapToInt(speech -> speech.samples.length).sum();
    var samples = ByteBuffer.allocate(bytes);
    for (Speech speech : speeches) {
      if (speech.rate != rate) {
        throw new IllegalArgumentException(speech.rate + " Hz among " + rate + " Hz");
      }
      samples.put(speech.samples);
    }
    return new Speech(rate, samples.array());
  }

  double seconds() {
    return samples.length / Short.BYTES / (double) rate;
  }

  /** A file. Source: Multimedia Programming Interface and Data Specifications 1.0, "WAVE". */
  byte[] wav() {
    return ByteBuffer.allocate(HEADER_BYTES + samples.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(ascii("RIFF"))
        .putInt(HEADER_BYTES - 8 + samples.length)
        .put(ascii("WAVEfmt "))
        .putInt(FORMAT_BYTES)
        .putShort(PCM)
        .putShort(CHANNELS)
        .putInt(rate)
        .putInt(rate * CHANNELS * Short.BYTES)
        .putShort((short) (CHANNELS * Short.BYTES))
        .putShort((short) Short.SIZE)
        .put(ascii("data"))
        .putInt(samples.length)
        .put(samples)
        .array();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
