package dev.hearth.examples.speak.importer;

import dev.hearth.examples.speak.importer.WasmModule.Segment;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The parts of flite's command, as it was built for WASI: the program, and the voices in its data.
 *
 * <p>The command has six voices in one file of 21.5 MB, most of the rest of which is debug
 * information. The linker put the data of each voice together, so that a voice is a piece of
 * memory. What is left without voices is a program that can be called function by function once
 * those functions are exported, instead of as a command that reads and writes files.
 */
final class FliteParts {
  /**
   * Where the voices begin, by their folders; each ends where the next one begins. Each begins with
   * the tables of its file {@code …_cg_single_mcep_trees.c}, and the last is followed by {@code
   * us_featnames} of {@code us_phoneset.c}: read from the debug information of this very build.
   */
  private static final List<Map.Entry<String, Integer>> VOICES =
      List.of(
          Map.entry("cmu-us-awb", 8_012_336),
          Map.entry("cmu-us-rms", 10_551_152),
          Map.entry("cmu-us-slt", 13_541_120));

  private static final int VOICES_END = 16_094_752;

  /** Where the strings of the whole program end and voices of an older kind, left out, begin. */
  private static final int STRINGS_END = 172_048;

  private static final List<String> FUNCTIONS =
      List.of(
          "delete_utterance",
          "feat_set_float",
          "flite_init",
          "malloc",
          "new_utterance",
          "register_cmu_us_awb",
          "register_cmu_us_rms",
          "register_cmu_us_slt",
          "utt_init",
          "utt_set_input_text",
          "utt_synth",
          "utt_wave");

  private final WasmModule command;
  private final Segment tables;

  FliteParts(byte[] command) {
    this.command = WasmModule.read(command);
    this.tables = this.command.data().getFirst();
  }

  /** The program without voices and debug information, its functions exported. */
  byte[] program() {
    List<Segment> data =
        List.of(
            tables.part(tables.address(), STRINGS_END),
            tables.part(VOICES_END, tables.end()),
            command.data().getLast());
    return command.withData(data).withExports(exports()).withoutCustomSections().write();
  }

  private Map<String, Integer> exports() {
    Map<String, Integer> functions = command.functions();
    var exports = new TreeMap<String, Integer>();
    // The name by which WASI calls what must run before anything else of a library.
    exports.put("_initialize", functions.get("__wasm_call_ctors"));
    FUNCTIONS.forEach(name -> exports.put(name, functions.get(name)));
    return exports;
  }

  /** What stands in memory for each voice, by its folder. */
  Map<String, byte[]> voices() {
    var voices = new TreeMap<String, byte[]>();
    for (int i = 0; i < VOICES.size(); i++) {
      int end = i + 1 < VOICES.size() ? VOICES.get(i + 1).getValue() : VOICES_END;
      voices.put(VOICES.get(i).getKey(), tables.part(VOICES.get(i).getValue(), end).bytes());
    }
    return voices;
  }
}
