package dev.hearth.examples.speak;

import java.util.List;
import java.util.Locale;

/** Measures what the README says. Started by the profile {@code figures}, in a JVM of its own. */
public final class Figures {
  private static final int WARM_ROUNDS = 12;
  private static final int MEASURED_ROUNDS = 5;
  private static final String FIRST = "The weather will be sunny and warm today.";
  private static final List<String> TEXT =
      List.of(
          "It was a bright cold day in spring, and the clocks were striking ten.",
          "She put another log on the fire, sat down with her book, and read until noon.",
          "Nobody came to the door.");

  private Figures() {}

  /** Runs. */
  public static void main(String[] arguments) throws Exception {
    long started = System.nanoTime();
    var function = new SpeakFunction();
    function.setUp(FunctionFolder.built());
    System.out.printf(Locale.ROOT, "set-up                   %6.2f s%n", since(started));
    long warming = System.nanoTime();
    function.warmUp();
    System.out.printf(Locale.ROOT, "warm-up                  %6.2f s%n", since(warming));
    var synthesizer = new Synthesizer(FunctionFolder.built());
    System.out.printf(
        Locale.ROOT,
        "first sentence after it  %6.2f s per second of speech%n",
        factor(synthesizer, FIRST, Voice.SLT));
    for (int round = 0; round < WARM_ROUNDS; round++) {
      for (Voice voice : Voice.values()) {
        var _ = factor(synthesizer, TEXT.get(round % TEXT.size()), voice);
      }
    }
    System.out.printf(
        Locale.ROOT,
        "%.0f s later, least and median of %d:%n",
        since(started),
        MEASURED_ROUNDS * TEXT.size());
    for (Voice voice : Voice.values()) {
      double[] factors = factors(synthesizer, voice);
      System.out.printf(
          Locale.ROOT,
          "  %s                    %6.2f  %6.2f s per second of speech%n",
          voice,
          factors[0],
          factors[factors.length / 2]);
    }
  }

  private static double[] factors(Synthesizer synthesizer, Voice voice) {
    var factors = new double[MEASURED_ROUNDS * TEXT.size()];
    for (int i = 0; i < factors.length; i++) {
      factors[i] = factor(synthesizer, TEXT.get(i % TEXT.size()), voice);
    }
    java.util.Arrays.sort(factors);
    return factors;
  }

  private static double factor(Synthesizer synthesizer, String sentence, Voice voice) {
    long started = System.nanoTime();
    Speech speech = synthesizer.say(sentence, voice, 1);
    return since(started) / speech.seconds();
  }

  private static double since(long nanos) {
    return (System.nanoTime() - nanos) / 1e9;
  }
}
