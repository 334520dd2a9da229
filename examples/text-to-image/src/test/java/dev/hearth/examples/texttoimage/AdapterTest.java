package dev.hearth.examples.texttoimage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdapterTest {
  /** Of a layer with three inputs and one output, two ranks; B stands first in the header. */
  private static final String HEADER =
      """
      {"__metadata__":{"rank":"2"},
       "layer.lora_B.weight":{"dtype":"F32","shape":[1,2],"data_offsets":[24,32]},
       "layer.lora_A.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]}}\
      """;

  private static final float[] VALUES = {1, 2, 3, 4, 5, 6, 10, 20};

  @TempDir Path folder;

  @Test
  void aRankIsARowOfDownBesideAColumnOfUpWhichTheScaleMultiplies() throws IOException {
    Adapter adapter = Adapter.read(file(HEADER, VALUES), 4);
    assertEquals(2, adapter.rank());
    FloatBuffer table = FloatBuffer.allocate(9);
    adapter.put(table, 1, 0.5f);
    assertArrayEquals(new float[] {0, 1, 2, 3, 5, 4, 5, 6, 10}, table.array());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'\"F32\",\"shape\":[2,3]' | '\"F16\",\"shape\":[2,3]'",
        "[2,3] | [2,4]",
        "[2,3] | [3,2]",
        "[2,3] | [2,3,1]",
        "'[24,32]' | '[24,3200]'",
        "'[24,32]' | '[-8,0]'",
        "'[24,32]' | '[24,33]'",
        "lora_B | lora_C",
        "'{\"__' | '{{\"__'"
      })
  void whatIsDamagedOrForAnotherNetworkIsRefusedByName(String found, String put)
      throws IOException {
    assertTrue(HEADER.contains(found), found);
    Path file = file(HEADER.replace(found, put), VALUES);
    var refusal = assertThrows(IOException.class, () -> Adapter.read(file, 4));
    assertTrue(refusal.getMessage().startsWith(file.toString()), refusal.getMessage());
  }

  @Test
  void anAdapterOfAnotherWidthIsRefused() throws IOException {
    Path file = file(HEADER, VALUES);
    assertThrows(IOException.class, () -> Adapter.read(file, 3));
    assertThrows(IOException.class, () -> Adapter.read(file, 5));
  }

  @ParameterizedTest
  @CsvSource({"0", "7", "8", "100"})
  void whatEndsEarlyIsRefused(int length) throws IOException {
    byte[] whole = Files.readAllBytes(file(HEADER, VALUES));
    Path file = Files.write(folder.resolve("short"), Arrays.copyOf(whole, length));
    assertThrows(IOException.class, () -> Adapter.read(file, 4));
  }

  private Path file(String header, float[] values) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer content =
        ByteBuffer.allocate(Long.BYTES + text.length + Float.BYTES * values.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(text.length)
            .put(text);
    for (float value : values) {
      content.putFloat(value);
    }
    return Files.write(folder.resolve("adapter.safetensors"), content.array());
  }
}
