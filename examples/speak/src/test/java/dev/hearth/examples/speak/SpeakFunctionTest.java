package dev.hearth.examples.speak;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The function on real text, its sound measured. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SpeakFunctionTest {
  private static final String PLAIN = "The weather will be sunny and warm today.";
  private static final int PLAIN_WORDS = 8;
  private static final int WAV_HEADER_BYTES = 44;

  private final SpeakFunction function = new SpeakFunction();

  @BeforeAll
  void setUp() throws Exception {
    function.setUp(FunctionFolder.built());
  }

  @ParameterizedTest
  @EnumSource(Voice.class)
  void sayingIsSpeechAndNotNoise(Voice voice) {
    var call = new RecordingCall();
    SpeakOutput output = function.run(new SpeakInput(PLAIN, voice, 1), call);
    Wav wav = call.wav(output);
    assertEquals(16_000, wav.rate());
    assertEquals(wav.seconds(), output.duration());
    assertEquals("audio/wav", output.audio().contentType());
    double secondsPerWord = wav.seconds() / PLAIN_WORDS;
    assertTrue(secondsPerWord > 0.2 && secondsPerWord < 0.5, secondsPerWord + " s per word");
    assertTrue(wav.loudness() > 0.02 && wav.loudness() < 0.4, "loudness " + wav.loudness());
    double sound = wav.shareOfSound();
    assertTrue(sound > 0.5 && sound < 0.98, sound + " is sound, the rest pauses");
    // Vowels: most energy below 4 kHz, where white noise has half, and not all in the pitch's hum.
    assertTrue(wav.shareBetween(80, 4_000) > 0.9, "below 4 kHz: " + wav.shareBetween(80, 4_000));
    double formants = wav.shareBetween(300, 3_500);
    assertTrue(formants > 0.1, "in the range of formants: " + formants);
    // An s, in "sunny", is a hiss above it.
    double hiss = wav.shareBetween(4_000, 8_000);
    assertTrue(hiss > 0.0005, "above 4 kHz: " + hiss);
  }

  @Test
  void aWomansVoiceIsHigherThanMens() {
    double slt = say(PLAIN, Voice.SLT, 1).pitch();
    double rms = say(PLAIN, Voice.RMS, 1).pitch();
    double awb = say(PLAIN, Voice.AWB, 1).pitch();
    assertTrue(slt > 140 && slt < 260, "slt at " + slt + " Hz");
    assertTrue(rms > 70 && rms < 140, "rms at " + rms + " Hz");
    assertTrue(awb > 90 && awb < 160, "awb at " + awb + " Hz");
    assertNotEquals(rms, awb);
  }

  @Test
  void speedIsAMultipleAndKeepsThePitch() {
    Wav plain = say(PLAIN, Voice.SLT, 1);
    Wav fast = say(PLAIN, Voice.SLT, 2);
    Wav slow = say(PLAIN, Voice.SLT, 0.5);
    assertEquals(plain.seconds() / 2, fast.seconds(), plain.seconds() * 0.05);
    assertEquals(plain.seconds() * 2, slow.seconds(), plain.seconds() * 0.1);
    assertEquals(plain.pitch(), slow.pitch(), plain.pitch() * 0.15);
  }

  @Test
  void piecesOfAStreamArePlayableAndJoinedTheWhole() {
    var call = new RecordingCall();
    SpeakOutput whole =
        function.run(new SpeakInput("Come in! It is warm. Sit down?", Voice.RMS, 2), call);
    assertEquals(List.of("1/3", "2/3", "3/3"), call.progress);
    assertEquals(3, call.emitted.size());
    var joined = new ByteArrayOutputStream();
    for (SpeakOutput piece : call.emitted) {
      assertEquals(call.wav(piece).seconds(), piece.duration());
      assertTrue(call.wav(piece).loudness() > 0.02, "a piece is heard");
      byte[] file = call.files.get(call.emitted.indexOf(piece));
      joined.write(file, WAV_HEADER_BYTES, file.length - WAV_HEADER_BYTES);
    }
    byte[] file = call.files.getLast();
    assertArrayEquals(
        Arrays.copyOfRange(file, WAV_HEADER_BYTES, file.length), joined.toByteArray());
    assertEquals(call.wav(whole).seconds(), whole.duration());
  }

  @Test
  void aPieceComesBeforeTheNextSentenceIsBegun() {
    var call = new RecordingCall().leavingAfter(1);
    var refusal =
        assertThrows(
            CallException.class,
            () -> function.run(new SpeakInput("One. Two. Three.", Voice.AWB, 2), call));
    assertEquals(ErrorCode.CLIENT_CANCELLED, refusal.code());
    assertEquals(List.of("1/3"), call.progress);
    assertEquals(1, call.emitted.size());
    assertEquals(-1, call.microUnits, "nothing is billed");
  }

  @Test
  void manySentencesComeInFewPieces() {
    var call = new RecordingCall();
    var _ = function.run(new SpeakInput("I. ".repeat(20) + "Oh! ".repeat(50), Voice.SLT, 2), call);
    assertEquals(Limits.MAX_PIECES, call.emitted.size());
    double pieces = call.emitted.stream().mapToDouble(SpeakOutput::duration).sum();
    assertEquals(call.wav(new SpeakOutput(audio(call), 0)).seconds(), pieces, 1e-6);
  }

  private static dev.hearth.sdk.media.Audio audio(RecordingCall call) {
    return new dev.hearth.sdk.media.Audio(
        "hearth-file:" + (call.files.size() - 1), "audio/wav", "audio.wav", 0);
  }

  @Test
  void aSentenceSoundsTheSameWhateverWasSaidBefore() {
    byte[] first = bytes(PLAIN, Voice.SLT);
    var _ = bytes("Something else, by someone else: 42 words!", Voice.AWB);
    assertArrayEquals(first, bytes(PLAIN, Voice.SLT));
    byte[] second = bytes("Then. " + PLAIN, Voice.SLT);
    byte[] end = Arrays.copyOfRange(second, second.length - first.length, second.length);
    assertArrayEquals(samples(first), samples(end), "also within one text");
  }

  private static byte[] samples(byte[] file) {
    return Arrays.copyOfRange(file, WAV_HEADER_BYTES, file.length);
  }

  @Test
  void charactersAreBilledAsTheCallerCountsThem() {
    var call = new RecordingCall();
    var _ = function.run(new SpeakInput("Hi 🔥!", Voice.SLT, 2), call);
    assertEquals(
        5_000, call.microUnits, "five characters, of which one is outside the first plane");
    assertTrue(
        call.log.stream().anyMatch(line -> line.startsWith("WARN 1 character")), "" + call.log);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\n\n\t", "!!! ... ???", "😀😀", "\u0000\u0007", "日本語", "—"})
  void refusesWhatHasNothingToSay(String text) {
    var call = new RecordingCall();
    var input = new SpeakInput(text, Voice.SLT, 1);
    var refusal = assertThrows(CallException.class, () -> function.run(input, call));
    assertEquals(ErrorCode.INVALID_INPUT, refusal.code());
    assertEquals(List.of("body", "text"), refusal.fields().getFirst().location());
    assertTrue(call.files.isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "%s%n%x%100000d",
        "<speak><break time='9999s'/>Hi</speak>",
        "a\u0000b\u0001c\u007f\u001b[31m",
        "../../etc/passwd; rm -rf /",
        "Z\u0351\u036b\u0343alg\u0300\u0301o \u202eright\u202c \ud800 lone",
        "$$$ \\ ''\"\" (((( ]]]] {} ~~ ^^",
        "0x7fffffff 99999999999999999999 -1e400 1/0 $1,2.3.4",
        "!a.b,c;d:e?f",
        "\ufeffBOM\u00a0nbsp\u200bzero",
      })
  void hostileTextIsSpeech(String text) {
    Wav wav = say(text, Voice.SLT, 2);
    assertTrue(wav.seconds() > 0.1 && wav.seconds() < 60, wav.seconds() + " s");
    assertTrue(wav.loudness() > 0.005, "loudness " + wav.loudness());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void anyAsciiIsSpeech(long seed) {
    var random = new SplittableRandom(seed);
    var text = new StringBuilder("a");
    random.ints(40, ' ', 0x7f).forEach(character -> text.append((char) character));
    assertTrue(say(text.toString(), Voice.RMS, 2).seconds() > 0.1, text.toString());
  }

  @Test
  void aWordOfHundredsOfLettersIsSaid() {
    assertTrue(say("ba".repeat(150), Voice.SLT, 2).seconds() > 5);
  }

  @Test
  void aSentenceTooLongForFlitesMemoryIsSaidInHalves() throws Exception {
    var synthesizer = new Synthesizer(FunctionFolder.built());
    String digits = "7".repeat(80);
    Speech speech = synthesizer.say(digits, Voice.SLT, 0.5);
    Speech half = synthesizer.say(digits.substring(40), Voice.SLT, 0.5);
    assertEquals(2 * half.seconds(), speech.seconds(), 1e-9);
  }

  @Test
  void aSpeechThatGetsTooLongIsRefused() throws Exception {
    var brief = new SpeakFunction(2);
    brief.setUp(FunctionFolder.built());
    var call = new RecordingCall();
    var input = new SpeakInput("This goes on. ".repeat(20), Voice.SLT, 1);
    var refusal = assertThrows(CallException.class, () -> brief.run(input, call));
    assertEquals(ErrorCode.INVALID_INPUT, refusal.code());
    assertTrue(call.progress.size() < 5, "it ends as soon as that is known: " + call.progress);
  }

  @Test
  void numbersAreReadAsWords() {
    // Digits would else be as short as letters: "1,234,567" is eleven words, "cat" one.
    assertTrue(say("1,234,567", Voice.SLT, 1).seconds() > 4 * say("cat", Voice.SLT, 1).seconds());
  }

  private Wav say(String text, Voice voice, double speed) {
    var call = new RecordingCall();
    return call.wav(function.run(new SpeakInput(text, voice, speed), call));
  }

  private byte[] bytes(String text, Voice voice) {
    var call = new RecordingCall();
    var _ = function.run(new SpeakInput(text, voice, 1), call);
    return call.files.getLast();
  }
}
