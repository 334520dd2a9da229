package dev.hearth.examples.speak;

import com.dylibso.chicory.wasi.WasiOptions;
import com.dylibso.chicory.wasi.WasiPreview1;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.WasmModule;
import dev.hearth.sdk.function.Setup;
import java.io.IOException;
import java.nio.file.Files;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Says sentences.
 *
 * <p>Each gets a run of flite of its own, whose memory is thrown away with it. So nothing of a text
 * stays for the next one, what flite never frees doesn't pile up, and a sentence sounds the same
 * whatever was said before. That costs about ten milliseconds. Runs see nothing of the machine:
 * their WASI has no file, no network and no environment.
 */
final class Synthesizer {
  /** A shorter sentence isn't tried in halves. */
  private static final int WHOLE_CHARACTERS = 16;

  private final WasmModule program = FliteProgram.load();
  private final Map<Voice, byte[]> speakers = new EnumMap<>(Voice.class);

  /** Reads the voices. */
  Synthesizer(Setup setup) throws IOException {
    for (Voice voice : Voice.values()) {
      String name = voice.weights();
      speakers.put(voice, Files.readAllBytes(setup.weights(name).resolve(name + ".bin")));
    }
  }

  /**
   * Says a sentence, in halves if flite can't hold the whole: how long a text gets is known only
   * once it is turned into sounds, and numbers and letters that are spelt get very long.
   *
   * @param sentence printable ASCII
   * @param speed a multiple of the voice's own speed
   */
  Speech say(String sentence, Voice voice, double speed) {
    try (var wasi = WasiPreview1.builder().withOptions(WasiOptions.builder().build()).build()) {
      return new Flite(program, wasi).say(sentence, voice, speakers.get(voice), speed);
    } catch (ChicoryException e) {
      if (sentence.length() <= WHOLE_CHARACTERS) {
        throw new IllegalStateException("flite failed on " + sentence.length() + " characters", e);
      }
    }
    int middle = middle(sentence);
    Speech first = say(sentence.substring(0, middle).strip(), voice, speed);
    Speech second = say(sentence.substring(middle).strip(), voice, speed);
    return Speech.joined(List.of(first, second));
  }

  private static int middle(String sentence) {
    int space = sentence.lastIndexOf(' ', sentence.length() / 2);
    return space > 0 ? space : sentence.length() / 2;
  }
}
