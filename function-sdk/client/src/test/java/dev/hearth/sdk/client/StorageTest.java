package dev.hearth.sdk.client;

import static dev.hearth.sdk.client.StandInServer.bytes;
import static dev.hearth.sdk.client.StandInServer.hangUp;
import static dev.hearth.sdk.client.StandInServer.json;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.client.StandInServer.Reply;
import dev.hearth.sdk.client.StandInServer.Seen;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.media.Image;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class StorageTest {
  private static final String INITIATE = "POST /rest/storage/upload/initiate";
  private static final String PARTS = "POST /rest/storage/upload/initiate-multipart";
  private static final String PUT = "PUT /upload/t1";
  private static final byte[] PICTURE = {1, 2, 3, 4};

  private final StandInServer server = new StandInServer();
  private final HearthClient client = server.client().build();
  private final Storage storage = client.storage();

  @TempDir private Path folder = Path.of("");

  StorageTest() throws IOException {
    server.on(INITIATE, place("/upload/t1"));
    server.on(PUT, json(200, ""));
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  private Reply place(String path) {
    return json(
        200,
        "{\"file_url\":\"https://media/t1/cat.png\",\"upload_url\":\""
            + server.origin()
            + path
            + "\"}");
  }

  private Path picture() throws IOException {
    return Files.write(folder.resolve("cat.png"), PICTURE);
  }

  @Test
  void aFileIsAnnouncedAndPutWithoutTheKey() throws IOException {
    assertEquals(URI.create("https://media/t1/cat.png"), storage.upload(picture()));
    Seen announced = server.seen(INITIATE).getFirst();
    assertEquals("storage_type=fal-cdn-v3", announced.uri().getQuery());
    assertEquals("Key id:secret", announced.header("authorization"));
    assertEquals(
        Json.parse("{\"content_type\":\"image/png\",\"file_name\":\"cat.png\"}"), announced.json());
    Seen put = server.seen(PUT).getFirst();
    assertArrayEquals(PICTURE, put.body());
    assertEquals("image/png", put.header("content-type"));
    assertEquals("4", put.header("content-length"));
    assertEquals("", put.header("authorization"));
  }

  @Test
  void filesWithinAnInputAreUploadedBeforeTheCall() throws IOException {
    server.on("POST /run/hearth/see", json(200, "{}"));
    client.function("hearth/see").run(Map.of("deep", List.of(Map.of("er", picture())))).json();
    assertEquals(
        Json.parse("{\"deep\":[{\"er\":\"https://media/t1/cat.png\"}]}"),
        server.seen("POST /run/hearth/see").getFirst().json());
  }

  @Test
  void anUploadThatBreaksBeginsAnewWithAnotherPlace() {
    String shaky = "PUT /upload/shaky";
    String full = "PUT /upload/full";
    server.on(INITIATE, place("/upload/shaky"), place("/upload/full"), place("/upload/t1"));
    server.on(shaky, hangUp());
    server.on(full, json(500, "{}"));
    var file = InputFile.of(PICTURE, "image/png", "a.png");
    for (int upload = 0; upload < 2; upload++) { // the first takes the place that was laid down
      assertEquals("https://media/t1/cat.png", storage.upload(file).toString());
    }
    assertEquals(1, server.seen(shaky).size());
    assertEquals(1, server.seen(full).size());
    assertEquals(2, server.seen(PUT).size());
    assertEquals(2, server.pauses.size());
  }

  @Test
  void anUploadThatIsRefusedIsNotRepeated() {
    server.on(INITIATE, place("/upload/small"));
    server.on("PUT /upload/small", json(413, "{\"error_type\":\"payload_too_large\"}"));
    var file = InputFile.of(PICTURE, "image/png", "a.png");
    storage.upload(file);
    ApiException e = assertThrows(ApiException.class, () -> storage.upload(file));
    assertEquals("payload_too_large", e.errorType());
    assertEquals(1, server.seen("PUT /upload/small").size());
  }

  @Test
  void progressReachesTheWhole() {
    var sent = new ArrayList<Long>();
    byte[] large = new byte[200_000];
    var file = InputFile.of(large, "application/zip", "a.zip");
    storage.upload(
        file,
        (bytes, total) -> {
          assertEquals(large.length, total);
          sent.add(bytes);
        });
    assertTrue(sent.size() > 1, "in steps");
    assertEquals(sent.stream().sorted().toList(), sent);
    assertEquals(200_000, sent.getLast());
  }

  @Test
  void aLargeFileGoesInPartsOfTenMebibytes() throws IOException {
    Path large = sparse(95L << 20);
    server.on(PARTS, place("/upload/big?signed=1"));
    for (int part = 1; part <= 10; part++) {
      Reply kept = json(200, "{\"partNumber\":%d,\"etag\":\"e%d\",\"x\":0}".formatted(part, part));
      String put = "PUT /upload/big/" + part;
      if (part == 2) {
        server.on(put, json(500, "{}"), hangUp(), kept);
      } else {
        server.on(put, kept);
      }
    }
    server.on("POST /upload/big/complete", json(200, "{}"));
    var last = new ArrayList<Long>();
    storage.upload(InputFile.of(large), (bytes, _) -> last.add(bytes));
    assertEquals(3, server.seen("PUT /upload/big/2").size());
    Seen tail = server.seen("PUT /upload/big/10").getFirst();
    assertEquals(5 << 20, tail.body().length);
    assertEquals('z', tail.body()[tail.body().length - 1]);
    assertEquals("signed=1", tail.uri().getQuery());
    assertEquals("", tail.header("authorization"));
    Seen complete = server.seen("POST /upload/big/complete").getFirst();
    assertEquals(10, complete.json().asObject().array("parts").size());
    assertEquals(
        Json.parse("{\"partNumber\":10,\"etag\":\"e10\"}"),
        complete.json().asObject().array("parts").getLast());
    assertEquals(95L << 20, last.getLast());
    assertEquals(List.of(), server.seen(INITIATE));
  }

  @Test
  void aServerWithoutPartsGetsALargeFileWhole() throws IOException {
    storage.upload(sparse(91L << 20));
    assertEquals(1, server.seen(PARTS).size());
    assertEquals(91 << 20, server.seen(PUT).getFirst().body().length);
  }

  /** A file whose last byte is a z. */
  private Path sparse(long bytes) throws IOException {
    Path file = folder.resolve("large.bin");
    try (var content = new RandomAccessFile(file.toFile(), "rw")) {
      content.seek(bytes - 1);
      content.write('z');
    }
    return file;
  }

  @Test
  void aMissingFileIsSaidBeforeAnythingIsSent() {
    Path missing = folder.resolve("missing.png");
    assertThrows(UncheckedIOException.class, () -> storage.upload(missing));
    assertEquals(List.of(), server.seen(INITIATE));
  }

  private Image output(String name) {
    return new Image(server.origin() + "/media/t/x", "image/png", name, 4, 1, 1);
  }

  @Test
  void downloadsGoToAFileOrIntoAFolder() throws IOException {
    server.on("GET /media/t/x", bytes(PICTURE));
    Path file = Files.writeString(folder.resolve("old.png"), "old");
    assertEquals(file, storage.download(output("a.png"), file));
    assertArrayEquals(PICTURE, Files.readAllBytes(file));
    assertEquals(folder.resolve("a.png"), storage.download(output("a.png"), folder));
    assertEquals("", server.seen("GET /media/t/x").getFirst().header("authorization"));
    try (var stream = storage.open(output("a.png"))) {
      var copy = new ByteArrayOutputStream();
      stream.transferTo(copy);
      assertArrayEquals(PICTURE, copy.toByteArray());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "../../evil.png,evil.png",
    "/etc/passwd,passwd",
    "a\\b.png,b.png",
    "..,file..",
    "'',file",
    ".bashrc,file.bashrc"
  })
  void aFunctionCantChooseTheFolder(String name, String plain) {
    server.on("GET /media/t/x", bytes(PICTURE));
    assertEquals(folder.resolve(plain), storage.download(output(name), folder));
  }

  @Test
  void aDownloadThatBreaksOffLeavesNothing() throws IOException {
    server.on(
        "GET /media/t/x",
        (exchange, _) -> {
          exchange.sendResponseHeaders(200, 100);
          exchange.getResponseBody().write(PICTURE);
          exchange.getResponseBody().flush();
          throw new IOException("cut");
        });
    Path file = folder.resolve("a.png");
    assertThrows(UncheckedIOException.class, () -> storage.download(output("a.png"), file));
    assertFalse(Files.exists(file));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(List.of(), left.toList());
    }
  }

  @Test
  void anExpiredFileIsARefusal() {
    server.on("GET /media/t/x", json(404, "{\"detail\":\"expired\",\"error_type\":\"not_found\"}"));
    ApiException e =
        assertThrows(ApiException.class, () -> storage.download(output("a.png"), folder));
    assertEquals("not_found", e.errorType());
  }
}
