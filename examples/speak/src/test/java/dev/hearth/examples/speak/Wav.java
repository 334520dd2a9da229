package dev.hearth.examples.speak;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A WAV file as a player reads it, and what can be measured of its sound. */
record Wav(int rate, short[] samples) {
  private static final int FRAME_MILLIS = 40;

  static Wav read(byte[] file) {
    var in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    expect(in, "RIFF");
    assertEquals(file.length - 8, in.getInt(), "length of all that follows");
    expect(in, "WAVE");
    expect(in, "fmt ");
    assertEquals(16, in.getInt(), "length of the format");
    assertEquals(1, in.getShort(), "PCM");
    assertEquals(1, in.getShort(), "channels");
    int rate = in.getInt();
    assertEquals(rate * 2, in.getInt(), "bytes per second");
    assertEquals(2, in.getShort(), "bytes per sample of all channels");
    assertEquals(16, in.getShort(), "bits per sample");
    expect(in, "data");
    assertEquals(file.length - 44, in.getInt(), "length of the samples");
    var samples = new short[in.remaining() / 2];
    in.asShortBuffer().get(samples);
    return new Wav(rate, samples);
  }

  private static void expect(ByteBuffer in, String word) {
    var bytes = new byte[word.length()];
    in.get(bytes);
    assertEquals(word, new String(bytes, java.nio.charset.StandardCharsets.US_ASCII));
  }

  double seconds() {
    return samples.length / (double) rate;
  }

  /** Root of the mean square, of a full scale of 1. */
  double loudness() {
    return loudness(0, samples.length);
  }

  private double loudness(int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      double sample = samples[i] / 32768.0;
      sum += sample * sample;
    }
    return Math.sqrt(sum / (to - from));
  }

  /** The part of frames that are louder than a hundredth of full scale. */
  double shareOfSound() {
    int length = rate * FRAME_MILLIS / 1000;
    int loud = 0;
    int frames = samples.length / length;
    for (int frame = 0; frame < frames; frame++) {
      if (loudness(frame * length, (frame + 1) * length) > 0.01) {
        loud++;
      }
    }
    return loud / (double) frames;
  }

  /** The part of the energy that lies between two frequencies, over all frames. */
  double shareBetween(int lowHertz, int highHertz) {
    int length = rate * FRAME_MILLIS / 1000;
    double inside = 0;
    double all = 0;
    for (int at = 0; at + length <= samples.length; at += length) {
      for (int bin = 1; bin < length / 2; bin++) {
        double power = power(at, length, bin);
        all += power;
        double hertz = bin * (double) rate / length;
        inside += hertz >= lowHertz && hertz < highHertz ? power : 0;
      }
    }
    return inside / all;
  }

  /** Goertzel's algorithm. */
  private double power(int at, int length, int bin) {
    double turn = 2 * Math.cos(2 * Math.PI * bin / length);
    double before = 0;
    double last = 0;
    for (int i = at; i < at + length; i++) {
      double next = samples[i] + turn * last - before;
      before = last;
      last = next;
    }
    return last * last + before * before - turn * last * before;
  }

  /** Median pitch in hertz of the frames that have one, by autocorrelation from 70 to 300 Hz. */
  double pitch() {
    int length = rate * FRAME_MILLIS / 1000;
    double[] pitches = new double[samples.length / length];
    int voiced = 0;
    for (int at = 0; at + 2 * length <= samples.length; at += length) {
      int period = period(at, length);
      if (period > 0) {
        pitches[voiced++] = rate / (double) period;
      }
    }
    Arrays.sort(pitches, 0, voiced);
    return voiced == 0 ? 0 : pitches[voiced / 2];
  }

  private int period(int at, int length) {
    double energy = correlation(at, length, 0);
    double best = 0.6 * energy;
    int period = 0;
    for (int lag = rate / 300; lag <= rate / 70; lag++) {
      double correlation = correlation(at, length, lag);
      if (correlation > best) {
        best = correlation;
        period = lag;
      }
    }
    return loudness(at, at + length) > 0.02 ? period : 0;
  }

  private double correlation(int at, int length, int lag) {
    double sum = 0;
    for (int i = at; i < at + length; i++) {
      sum += samples[i] * (double) samples[i + lag];
    }
    return sum;
  }
}
