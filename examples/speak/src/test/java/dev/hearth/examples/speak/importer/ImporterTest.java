package dev.hearth.examples.speak.importer;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.examples.speak.importer.WasmModule.Section;
import dev.hearth.examples.speak.importer.WasmModule.Segment;
import java.nio.BufferUnderflowException;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ImporterTest {
  @Test
  void numbersAreWrittenAsTheyAreRead() {
    var random = new SplittableRandom(1);
    var out = new WasmWriter();
    int[] numbers = random.ints(1_000).map(i -> i >> random.nextInt(32)).toArray();
    for (int number : numbers) {
      out.signed(number).unsigned(number);
    }
    var in = new WasmReader(out.toByteArray());
    for (int number : numbers) {
      assertEquals(number, in.signed());
      assertEquals(number, in.unsigned());
    }
    assertTrue(in.atEnd());
    // Of the DWARF standard, which brought the format, and of its encyclopedia article.
    assertArrayEquals(bytes(0xe5, 0x8e, 0x26), new WasmWriter().unsigned(624_485).toByteArray());
    assertArrayEquals(bytes(0xc0, 0xbb, 0x78), new WasmWriter().signed(-123_456).toByteArray());
  }

  @Test
  void aModuleKeepsItsCodeAndGetsOtherDataAndExports() {
    byte[] code = {1, 2, 3};
    WasmModule module = WasmModule.read(module(code));
    assertEquals(Map.of("main", 0, "say", 300), module.functions());
    assertEquals(1_024, module.data().getFirst().address());
    WasmModule changed =
        WasmModule.read(
            module
                .withData(List.of(module.data().getFirst().part(1_026, 1_028)))
                .withExports(Map.of("speak", 300))
                .withoutCustomSections()
                .write());
    assertEquals(List.of(7, 10, 11), changed.sections().stream().map(Section::id).toList());
    assertArrayEquals(code, changed.sections().get(1).content());
    Segment segment = changed.data().getFirst();
    assertEquals(1_026, segment.address());
    assertArrayEquals(bytes('c', 'd'), segment.bytes());
    byte[] exports = changed.sections().getFirst().content();
    assertArrayEquals(
        new WasmWriter()
            .unsigned(2)
            .name("memory")
            .octet(2)
            .unsigned(0)
            .name("speak")
            .octet(0)
            .unsigned(300)
            .toByteArray(),
        exports);
  }

  @Test
  void refusesWhatIsNoModuleOrNotWithinIt() {
    byte[] file = module(new byte[0]);
    assertThrows(IllegalArgumentException.class, () -> WasmModule.read(bytes(0, 'a', 's', 'n')));
    byte[] cut = java.util.Arrays.copyOf(file, file.length - 1);
    assertThrows(BufferUnderflowException.class, () -> WasmModule.read(cut));
    Segment segment = WasmModule.read(file).data().getFirst();
    assertThrows(IllegalArgumentException.class, () -> segment.part(1_023, 1_025));
    assertThrows(IllegalArgumentException.class, () -> segment.part(1_024, 1_030));
    assertThrows(
        IllegalArgumentException.class,
        () -> new WasmReader(bytes(0xff, 0xff, 0xff, 0xff, 0xff, 0xff)).unsigned());
    WasmModule nameless = WasmModule.read(file).withoutCustomSections();
    assertThrows(IllegalArgumentException.class, nameless::functions);
  }

  /** Exports, code, data of five bytes at 1024, names, and debug information. */
  private static byte[] module(byte[] code) {
    byte[] names =
        new WasmWriter()
            .unsigned(2)
            .unsigned(0)
            .name("main")
            .unsigned(300)
            .name("say")
            .toByteArray();
    byte[] data = {'a', 'b', 'c', 'd', 'e'};
    return new WasmModule(
            List.of(
                new Section(7, bytes(0)),
                new Section(10, code),
                new Section(11, bytes(0)),
                new Section(0, new WasmWriter().name(".debug_info").octet(9).toByteArray()),
                new Section(
                    0,
                    new WasmWriter()
                        .name("name")
                        .octet(0)
                        .bytes(bytes('x'))
                        .octet(1)
                        .bytes(names)
                        .toByteArray())))
        .withData(List.of(new Segment(1_024, data)))
        .write();
  }

  private static byte[] bytes(int... octets) {
    var bytes = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      bytes[i] = (byte) octets[i];
    }
    return bytes;
  }
}
