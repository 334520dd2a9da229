package dev.hearth.examples.speak;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.function.Billing;
import dev.hearth.sdk.function.BillingUnit;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.Example;
import dev.hearth.sdk.function.HearthFunction;
import dev.hearth.sdk.function.Resources;
import dev.hearth.sdk.function.Setup;
import dev.hearth.sdk.function.UnaryFunction;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a text aloud, sentence by sentence, and streams what it has so far.
 *
 * <p>Sentences are made each on its own, so the pieces of a stream, one after the other, are the
 * whole speech to the sample.
 */
@HearthFunction(
    name = "speak",
    title = "Speak",
    summary =
        "Reads English text aloud in one of three voices, and streams it sentence by sentence. A"
            + " small synthesizer that needs no GPU.",
    category = "text-to-speech",
    timeoutSeconds = 900)
@Billing(
    unit = BillingUnit.THOUSAND_CHARACTERS,
    maxUnits = Limits.MAX_CHARACTERS / SpeakFunction.CHARACTERS_PER_UNIT,
    boundField = "text",
    boundMicroUnits = SpeakFunction.MICRO_UNITS_PER_CHARACTER)
@Resources(cpus = 1, memoryMiB = 640)
@Example(
    "{\"text\": \"Hello! This is Hearth, reading to you. The fire is warm, and it is 21 degrees"
        + " inside.\"}")
public final class SpeakFunction implements UnaryFunction<SpeakInput, SpeakOutput> {
  static final int CHARACTERS_PER_UNIT = 1_000;
  static final long MICRO_UNITS_PER_CHARACTER = 1_000_000 / CHARACTERS_PER_UNIT;

  private final int maxSeconds;
  private @Nullable Synthesizer synthesizer;

  /** Makes the function as workers do. */
  public SpeakFunction() {
    this(Limits.MAX_SECONDS);
  }

  /** Makes one that says less. */
  SpeakFunction(int maxSeconds) {
    this.maxSeconds = maxSeconds;
  }

  @Override
  public void setUp(Setup setup) throws IOException {
    synthesizer = new Synthesizer(setup);
  }

  @Override
  public void warmUp() {
    var _ = synthesizer().say("Warm.", Voice.SLT, 1);
  }

  @Override
  public SpeakOutput run(SpeakInput input, Call call) {
    Reading reading = Reading.of(input.text());
    List<String> sentences = Sentences.of(reading.text());
    if (sentences.isEmpty()) {
      throw Limits.refusal("the text has nothing that can be said in English");
    }
    if (reading.unread() > 0) {
      call.log(Call.Level.WARN, reading.unread() + " characters have no reading and are left out");
    }
    Speech speech = new Recital(input, call, sentences).hold();
    int characters = input.text().codePointCount(0, input.text().length());
    call.meter(characters * MICRO_UNITS_PER_CHARACTER);
    return output(speech, call);
  }

  private static SpeakOutput output(Speech speech, Call call) {
    return new SpeakOutput(call.audio(speech.wav(), "audio/wav"), speech.seconds());
  }

  private Synthesizer synthesizer() {
    return Objects.requireNonNull(synthesizer, "set up first");
  }

  /** One call under way. */
  private final class Recital {
    private final SpeakInput input;
    private final Call call;
    private final List<String> sentences;
    private final List<Speech> said = new ArrayList<>();
    private double seconds;
    private int emitted;

    Recital(SpeakInput input, Call call, List<String> sentences) {
      this.input = input;
      this.call = call;
      this.sentences = sentences;
    }

    Speech hold() {
      int count = sentences.size();
      int pieces = Math.min(count, Limits.MAX_PIECES);
      call.log("%d sentences, voice %s".formatted(count, input.voice().weights()));
      for (int piece = 1; piece <= pieces; piece++) {
        sayUntil(count * piece / pieces);
        call.emit(output(Speech.joined(said.subList(emitted, said.size())), call));
        emitted = said.size();
      }
      return Speech.joined(said);
    }

    private void sayUntil(int end) {
      while (said.size() < end) {
        if (call.cancelled()) {
          throw new CallException(ErrorCode.CLIENT_CANCELLED, "the caller has left");
        }
        String sentence = sentences.get(said.size());
        Speech next = synthesizer().say(sentence, input.voice(), input.speed());
        seconds += next.seconds();
        if (seconds > maxSeconds) {
          throw Limits.refusal("the text takes longer than %d s to say".formatted(maxSeconds));
        }
        said.add(next);
        call.progress(said.size(), sentences.size());
      }
    }
  }
}
