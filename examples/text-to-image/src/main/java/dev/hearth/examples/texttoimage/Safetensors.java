package dev.hearth.examples.texttoimage;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.JsonException;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Reads Hugging Face's safetensors: a length in 8 bytes, a header in JSON, the values of all
 * tensors.
 */
final class Safetensors {
  private static final String METADATA = "__metadata__";

  private Safetensors() {}

  /**
   * A matrix.
   *
   * @param values row after row
   */
  @SuppressWarnings("ArrayRecordComponent") // read, never compared
  record Matrix(String name, int rows, int columns, float[] values) {}

  /**
   * Reads a file of matrices in single precision.
   *
   * @return in the order of their values
   * @throws IOException if it is anything else
   */
  static List<Matrix> read(Path file) throws IOException {
    ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    try {
      int header = Math.toIntExact(content.getLong());
      String text = StandardCharsets.UTF_8.decode(content.slice(Long.BYTES, header)).toString();
      ByteBuffer values = content.position(Long.BYTES + header).slice();
      var found = new ArrayList<Placed>();
      Json.parseObject(text)
          .members()
          .forEach(
              (name, tensor) -> {
                if (!name.equals(METADATA)) {
                  found.add(placed(name, tensor.asObject(), values));
                }
              });
      found.sort(Comparator.comparingInt(Placed::start));
      return found.stream().map(Placed::matrix).toList();
    } catch (JsonException
        | IllegalArgumentException
        | IndexOutOfBoundsException
        | ArithmeticException
        | BufferUnderflowException e) {
      throw new IOException(file + " isn't a safetensors file of matrices: " + e.getMessage(), e);
    }
  }

  private record Placed(int start, Matrix matrix) {}

  private static Placed placed(String name, JsonObject tensor, ByteBuffer values) {
    List<Json> shape = tensor.array("shape");
    if (!tensor.string("dtype").equals("F32") || shape.size() != 2) {
      throw new IllegalArgumentException(name + " is no matrix in single precision");
    }
    int rows = shape.get(0).asInt();
    int columns = shape.get(1).asInt();
    int start = tensor.array("data_offsets").get(0).asInt();
    int end = tensor.array("data_offsets").get(1).asInt();
    if (end - start != (long) Float.BYTES * rows * columns) {
      throw new IllegalArgumentException(name + " has not the length of its shape");
    }
    var matrix = new float[rows * columns];
    values.slice(start, end - start).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(matrix);
    return new Placed(start, new Matrix(name, rows, columns, matrix));
  }
}
