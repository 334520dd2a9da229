package dev.hearth.sdk.conformance;

import static dev.hearth.sdk.conformance.RuleBrokenException.require;
import static dev.hearth.sdk.conformance.RuleBrokenException.requireEqual;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.protocol.FileChunk;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameType;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;

/** Output files. Their content is told by their size, so that nothing can be mixed up. */
final class FileRules {
  private static final int MIB = 1 << 20;
  private static final int PERIOD = 251;

  private FileRules() {}

  static List<Rule> all() {
    return List.of(
        sizes("file.one", "sends a file before the RESULT that names it", 1_000),
        sizes("file.empty", "sends an empty file as one piece without bytes", 0),
        sizes("file.pieces", "sends a long file in pieces of at most 1 MiB", 3 * MIB + 1),
        sizes("file.whole-pieces", "ends a file whose pieces are full", 2 * MIB),
        sizes("file.several", "sends several files one after the other", 5, 0, MIB + 7, 1, MIB),
        new Rule(
            "file.each-call-counts-anew",
            "numbers the files of each call from 0",
            bench -> {
              bench.ready();
              for (int id = 1; id <= 3; id++) {
                check(bench, id, 10, 20);
              }
            }),
        new Rule(
            "file.failed-call",
            "may fail after its files",
            bench -> {
              bench.ready().run(1, "{\"do\":\"files-then-fail\",\"value\":[10,20]}");
              var _ = file(bench, 1, 0);
              var _ = file(bench, 1, 1);
              var _ = bench.expectError(1, "internal_server_error");
              check(bench, 1, 30);
            }));
  }

  private static Rule sizes(String name, String text, int... sizes) {
    return new Rule(name, text, bench -> check(bench.ready(), 1, sizes));
  }

  private static void check(Bench bench, long id, int... sizes) throws Exception {
    bench.run(id, "{\"do\":\"files\",\"value\":" + Arrays.toString(sizes) + "}");
    for (int index = 0; index < sizes.length; index++) {
      byte[] content = file(bench, id, index);
      requireEqual(sizes[index], content.length, "the length of file " + index);
      require(isPattern(content), "file " + index + " has other bytes than the function wrote");
    }
    List<Json> told = bench.expectValue(id).asArray();
    requireEqual(sizes.length, told.size(), "the count of files in the output");
    for (int index = 0; index < sizes.length; index++) {
      JsonObject file = told.get(index).asObject();
      requireEqual("hearth-file:" + index, file.string("url"), "the URL of file " + index);
      requireEqual("application/octet-stream", file.string("content_type"), "content_type");
      requireEqual("pattern.bin", file.string("file_name"), "file_name");
    }
  }

  private static byte[] file(Bench bench, long id, int index) throws Exception {
    var content = new ByteArrayOutputStream();
    while (true) {
      Frame frame = bench.expect(FrameType.FILE, id);
      FileChunk piece = FileChunk.decode(frame.payload());
      requireEqual(index, piece.index(), "the number of a file");
      content.writeBytes(piece.bytes());
      if (piece.last()) {
        return content.toByteArray();
      }
    }
  }

  private static boolean isPattern(byte[] content) {
    for (int i = 0; i < content.length; i++) {
      if (content[i] != (byte) (i % PERIOD)) {
        return false;
      }
    }
    return true;
  }
}
