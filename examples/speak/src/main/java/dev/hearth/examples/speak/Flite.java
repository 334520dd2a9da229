package dev.hearth.examples.speak;

import com.dylibso.chicory.runtime.ImportValues;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.runtime.Memory;
import com.dylibso.chicory.wasi.WasiPreview1;
import com.dylibso.chicory.wasm.ChicoryException;
import com.dylibso.chicory.wasm.WasmModule;
import com.dylibso.chicory.wasm.types.MemoryLimits;
import java.nio.charset.StandardCharsets;

/**
 * One run of flite, a speech synthesizer in C, as WebAssembly that was compiled to Java when the
 * function was built. Numbers that stand for things of flite are their addresses in its memory.
 */
final class Flite {
  /** 48 MiB, of which tables and voice take 17, and each second of a sentence 0.8 more. */
  private static final int MAX_PAGES = 768;

  // Offsets in bytes. Source: flite's cst_voice.h and cst_wave.h, with addresses of 32 bits.
  private static final int VOICE_FEATURES = 4;
  private static final int WAVE_RATE = 4;
  private static final int WAVE_COUNT = 8;
  private static final int WAVE_CHANNELS = 12;
  private static final int WAVE_SAMPLES = 16;

  private final Instance instance;
  private final Memory memory;

  /**
   * Starts.
   *
   * @param program flite's tables; its code is among this function's classes
   * @param wasi what it sees of the machine
   */
  Flite(WasmModule program, WasiPreview1 wasi) {
    int pages = program.memorySection().orElseThrow().getMemory(0).limits().initialPages();
    instance =
        Instance.builder(program)
            .withMachineFactory(FliteProgram::create)
            .withMemoryLimits(new MemoryLimits(pages, MAX_PAGES))
            .withImportValues(ImportValues.builder().addFunction(wasi.toHostFunctions()).build())
            .build();
    memory = instance.memory();
    var _ = call("flite_init");
  }

  /**
   * Says a sentence.
   *
   * @param sentence printable ASCII
   * @param speaker what stands in memory for the voice
   * @param speed a multiple of the voice's own speed
   * @throws ChicoryException if anything goes wrong in flite, such as having no memory left
   */
  Speech say(String sentence, Voice voice, byte[] speaker, double speed) {
    memory.write(voice.address(), speaker);
    int registered = call(voice.register(), 0);
    int features = memory.readInt(registered + VOICE_FEATURES);
    int stretch = Float.floatToRawIntBits((float) (1 / speed));
    run("feat_set_float", features, string("duration_stretch"), stretch);
    int utterance = call("new_utterance");
    var _ = call("utt_set_input_text", utterance, string(sentence));
    var _ = call("utt_init", utterance, registered);
    var _ = call("utt_synth", utterance);
    return speech(call("utt_wave", utterance));
  }

  private Speech speech(int wave) {
    int channels = memory.readInt(wave + WAVE_CHANNELS);
    if (wave == 0 || channels != 1) {
      throw new ChicoryException("flite gave no sound");
    }
    int bytes = Math.multiplyExact(memory.readInt(wave + WAVE_COUNT), Short.BYTES);
    byte[] samples = memory.readBytes(memory.readInt(wave + WAVE_SAMPLES), bytes);
    return new Speech(memory.readInt(wave + WAVE_RATE), samples);
  }

  private int string(String text) {
    byte[] bytes = (text + "\0").getBytes(StandardCharsets.US_ASCII);
    int address = call("malloc", bytes.length);
    memory.write(address, bytes);
    return address;
  }

  private int call(String function, long... arguments) {
    return (int) instance.export(function).apply(arguments)[0];
  }

  /** Calls a function that gives nothing back. */
  private void run(String function, long... arguments) {
    var _ = instance.export(function).apply(arguments);
  }
}
