package dev.hearth.examples.speak;

import static org.junit.jupiter.api.Assertions.assertTrue;

import edu.cmu.sphinx.api.Configuration;
import edu.cmu.sphinx.api.StreamSpeechRecognizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Has a speech recognizer, Sphinx-4, write down what the voices say.
 *
 * <p>It chooses among 32 words in any order and number. Noise, another language or sentences in the
 * wrong order would give next to none of the right ones in place.
 */
class ListenTest {
  private static final String MODELS = "resource:/edu/cmu/sphinx/models/en-us/";
  private static final List<String> SENTENCES =
      List.of(
          "The weather will be sunny and warm today.",
          "Please open the door and turn on the light.",
          "We have 4 chairs and 2 tables in this room.");
  private static final List<String> WORDS =
      List.of(
          "the weather will be sunny and warm today",
          "please open the door and turn on the light",
          "we have four chairs and two tables in this room");

  @ParameterizedTest
  @EnumSource(Voice.class)
  void aRecognizerWritesDownWhatIsSaid(Voice voice) throws IOException {
    var recognizer = recognizer();
    int wrong = 0;
    int all = 0;
    for (int i = 0; i < SENTENCES.size(); i++) {
      String heard = heard(recognizer, say(SENTENCES.get(i), voice));
      System.out.println(voice + ": " + heard);
      wrong += distance(WORDS.get(i).split(" "), heard.split(" "));
      all += WORDS.get(i).split(" ").length;
    }
    assertTrue(wrong <= all / 5, wrong + " of " + all + " words are wrong");
  }

  private static Speech say(String text, Voice voice) throws IOException {
    return new Synthesizer(FunctionFolder.built()).say(text, voice, 1);
  }

  private static StreamSpeechRecognizer recognizer() throws IOException {
    var configuration = new Configuration();
    configuration.setAcousticModelPath(MODELS + "en-us");
    configuration.setDictionaryPath(MODELS + "cmudict-en-us.dict");
    configuration.setGrammarPath("resource:/");
    configuration.setGrammarName("words");
    configuration.setUseGrammar(true);
    return new StreamSpeechRecognizer(configuration);
  }

  private static String heard(StreamSpeechRecognizer recognizer, Speech speech) {
    recognizer.startRecognition(new ByteArrayInputStream(speech.samples()));
    var heard = new StringBuilder();
    for (var part = recognizer.getResult(); part != null; part = recognizer.getResult()) {
      heard.append(part.getHypothesis()).append(' ');
    }
    recognizer.stopRecognition();
    return heard.toString().strip().toLowerCase(Locale.ROOT);
  }

  /** Least number of words to change, add or leave out (Levenshtein). */
  private static int distance(String[] said, String[] heard) {
    var row = new int[heard.length + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= said.length; i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= heard.length; j++) {
        int changed = diagonal + (said[i - 1].equals(heard[j - 1]) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[heard.length];
  }
}
