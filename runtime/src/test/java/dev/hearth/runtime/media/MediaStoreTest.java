package dev.hearth.runtime.media;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hearth.runtime.harness.FakePools;
import dev.hearth.runtime.harness.Installation;
import dev.hearth.runtime.harness.Pictures;
import dev.hearth.sdk.descriptor.MediaPlaces;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.media.ContentTypes;
import dev.hearth.sdk.media.DataUri;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Installation.class)
class MediaStoreTest {
  @Inject MediaStore store;
  @Inject InputMedia inputs;
  @Inject OutputMedia outputs;
  @Inject DataSource database;
  @Inject ObjectMapper json;
  @Inject MediaConfig config;
  @Inject PublicConfig urls;

  private Path incoming(byte[] bytes) throws IOException {
    Path file = store.incoming();
    Files.write(file, bytes);
    return file;
  }

  private static String token(String url) {
    return url.substring(url.lastIndexOf('/') + 1);
  }

  @Test
  void filesAreKnownUnderAllOriginsOfTheApiAndNoOther() throws Exception {
    String url = store.keep(incoming(new byte[] {1}), "text/plain", "a.txt");
    String path = url.substring(Installation.API.length());
    for (String origin : List.of(Installation.API, Installation.FORMER_API)) {
      assertTrue(store.owns(origin + path), origin);
      assertTrue(store.ofUrl(origin + path).isPresent(), origin);
    }
    for (String origin : List.of("https://other.test", Installation.FORMER_API + ".evil.test")) {
      assertFalse(store.owns(origin + path), origin);
      assertTrue(store.ofUrl(origin + path).isEmpty(), origin);
    }
  }

  @Test
  void uploadIsTakenOnceEvenWhenItComesManyTimesAtOnce() throws Exception {
    MediaStore.Upload upload = store.announce("text/plain", "../../etc/pass wd");
    assertTrue(
        upload.fileUrl().endsWith("/pass_wd") || upload.fileUrl().endsWith("etc_pass_wd"),
        upload.fileUrl());
    assertTrue(store.ofUrl(upload.fileUrl()).isEmpty());
    String token = token(upload.uploadUrl());
    var taken = new AtomicInteger();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        byte[] content = ("content " + i).repeat(i + 1).getBytes(StandardCharsets.UTF_8);
        var _ =
            threads.submit(
                () -> {
                  if (store.upload(token, incoming(content), "text/plain; charset=utf-8")) {
                    taken.incrementAndGet();
                  }
                  return taken;
                });
      }
    }
    assertEquals(1, taken.get());
    MediaFile file = store.ofUrl(upload.fileUrl()).orElseThrow();
    assertEquals("text/plain", file.contentType());
    assertEquals(file.bytes(), Files.size(file.path()));
  }

  @Test
  void unknownForeignAndExpiredUrlsAreNothing() throws Exception {
    String url = store.keep(incoming(Pictures.png(3, 4)), "image/png", "a.png");
    assertTrue(store.ofUrl(url).isPresent());
    assertTrue(store.ofUrl(url.replace(Installation.API, "http://other.test")).isEmpty());
    assertTrue(store.ofUrl(Installation.API + "/media/abc/a.png").isEmpty());
    assertTrue(store.ofUrl(Installation.API + "/media/").isEmpty());
    execute("update media set expires_at = now() - interval '1 second'");
    assertTrue(store.ofUrl(url).isEmpty());
  }

  @Test
  void purgeDeletesRowsAndFiles() throws Exception {
    String url = store.keep(incoming(new byte[] {1}), "text/plain", "a");
    Path path = store.ofUrl(url).orElseThrow().path();
    store.purge();
    assertTrue(Files.exists(path));
    execute("update media set expires_at = now() - interval '1 second'");
    store.purge();
    assertFalse(Files.exists(path));
  }

  @Test
  void tokensAreNotInTheDatabase() throws Exception {
    String url = store.keep(incoming(new byte[] {1}), "text/plain", "a");
    String token = url.substring((Installation.API + "/media/").length(), url.lastIndexOf('/'));
    assertTrue(token.length() >= 43);
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        var rows =
            statement.executeQuery(
                "select count(*) from media where media::text like '%" + token + "%'")) {
      rows.next();
      assertEquals(0, rows.getInt(1));
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static final MediaPlaces PLACES =
      MediaPlaces.of(
          Json.parseObject(
              """
              {"properties":{"image_url":{"type":"string","x-hearth-media":"image",
                  "x-fal":{"max_file_size":4000,"min_width":2,"max_height":90,"max_aspect_ratio":3}},
                "layers":{"type":"array","items":{"properties":{
                  "images":{"type":"array","items":{"type":"string","x-hearth-media":"image"}}}}}}}
              """));

  private static byte[] input(String url) {
    return JsonObject.builder()
        .put("image_url", url)
        .put("other", "x")
        .build()
        .print()
        .getBytes(StandardCharsets.UTF_8);
  }

  private JsonNode tree(InputMedia.Resolved resolved) throws IOException {
    return json.readTree(resolved.input());
  }

  @Test
  void ownUrlsAndDataUrisBecomeFiles() throws Exception {
    byte[] png = Pictures.png(5, 6);
    String url = store.keep(incoming(png), "image/png", "cat.png");
    for (String source : List.of(url, Pictures.pngDataUri(5, 6))) {
      InputMedia.Resolved resolved = inputs.resolve(input(source), PLACES);
      JsonNode reference = tree(resolved).get("image_url");
      assertEquals("hearth-media:0", reference.get("url").asText());
      assertEquals(5, reference.get("width").asInt());
      assertEquals("image/png", reference.get("content_type").asText());
      assertArrayEquals(png, Files.readAllBytes(resolved.files().getFirst()));
      resolved.discard();
      // A temporary file is gone, a stored one stays.
      assertEquals(source.equals(url), Files.exists(resolved.files().getFirst()));
    }
    assertTrue(store.ofUrl(url).isPresent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "data:nonsense",
        "data:image/png;base64,A",
        "data:,%zz",
        "http://127.0.0.1:9/x.png",
        "http://localhost/x.png",
        "http://169.254.169.254/latest/meta-data",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://2130706433/",
        "http://0x7f.1/",
        "ftp://example.com/a",
        "file:///etc/passwd",
        "http://user:secret@example.com/",
        "hearth-media:0",
        "",
        "http://api.hearth.test/media/unknown/x.png",
      })
  void whatCannotBeReachedNamesItsField(String url) {
    CallException refusal =
        assertThrows(CallException.class, () -> inputs.resolve(input(url), PLACES));
    assertEquals(ErrorCode.FILE_DOWNLOAD_ERROR, refusal.code());
    assertEquals(List.of("body", "image_url"), refusal.fields().getFirst().location());
  }

  private static byte[] layers(String... urls) {
    String list = String.join("\",\"", urls);
    return ("{\"layers\":[{},{\"images\":[\"" + list + "\"]}]}").getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void nestedAndListedMediaAreBroughtHereInOrder() throws Exception {
    InputMedia.Resolved resolved =
        inputs.resolve(layers(Pictures.pngDataUri(5, 6), Pictures.pngDataUri(7, 8)), PLACES);
    JsonNode images = tree(resolved).get("layers").get(1).get("images");
    assertEquals("hearth-media:0", images.get(0).get("url").asText());
    assertEquals("hearth-media:1", images.get(1).get("url").asText());
    assertEquals(7, images.get(1).get("width").asInt());
    assertEquals(2, resolved.files().size());
    assertEquals(8, requireNonNull(resolved.headers().get("layers/1/images/1")).height());
    resolved.discard();
    assertTrue(resolved.files().stream().noneMatch(Files::exists));
  }

  @Test
  void faultInTheMidstNamesItsPlaceAndLeavesNothingBehind() throws Exception {
    long before = incomingFiles();
    CallException refusal =
        assertThrows(
            CallException.class,
            () -> inputs.resolve(layers(Pictures.pngDataUri(5, 6), "data:x"), PLACES));
    assertEquals(
        List.of("body", "layers", "1", "images", "1"), refusal.fields().getFirst().location());
    assertEquals(before, incomingFiles());
  }

  private long incomingFiles() throws IOException {
    try (var files = Files.list(config.directory().resolve("incoming"))) {
      return files.count();
    }
  }

  @Test
  void moreMediaThanAllowedAreRefused() {
    String[] many = Collections.nCopies(config.maxInputs() + 1, "data:,a").toArray(String[]::new);
    CallException refusal =
        assertThrows(CallException.class, () -> inputs.resolve(layers(many), PLACES));
    assertEquals(ErrorCode.INVALID_INPUT, refusal.code());
    assertEquals(
        Integer.toString(config.maxInputs()), refusal.fields().getFirst().location().getLast());
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, IMAGE_TOO_SMALL",
    "2, 91, IMAGE_TOO_LARGE",
    "7, 2, INVALID_INPUT",
    "2, 7, INVALID_INPUT",
    "6, 2, ",
    "2, 2, ",
  })
  void pictureKeepsToTheBoundsOfItsField(int width, int height, ErrorCode code) throws Exception {
    byte[] input = input(Pictures.pngDataUri(width, height));
    if (code == null) {
      inputs.resolve(input, PLACES).discard();
      return;
    }
    CallException refusal = assertThrows(CallException.class, () -> inputs.resolve(input, PLACES));
    assertEquals(code, refusal.code());
    assertEquals(List.of("body", "image_url"), refusal.fields().getFirst().location());
  }

  @Test
  void fileKeepsToTheBoundOfItsField() {
    String large = "data:text/plain," + "x".repeat(4_001);
    CallException refusal =
        assertThrows(CallException.class, () -> inputs.resolve(input(large), PLACES));
    assertEquals(ErrorCode.FILE_TOO_LARGE, refusal.code());
  }

  @Test
  void mediaKeepToABoundTogether() throws Exception {
    byte[] some = new byte[700_000];
    String url = store.keep(incoming(some), "text/plain", "a");
    assertTrue(2L * some.length > config.maxInputSize().asLongValue());
    inputs.resolve(layers(url), PLACES).discard();
    CallException refusal =
        assertThrows(CallException.class, () -> inputs.resolve(layers(url, url), PLACES));
    assertEquals(ErrorCode.FILE_TOO_LARGE, refusal.code());
    assertTrue(store.ofUrl(url).isPresent());
  }

  @Test
  void outputsAreMeasuredHere() throws Exception {
    byte[] png = Pictures.png(7, 8);
    List<Path> files =
        List.of(FakePools.file(png), FakePools.file("<script>".getBytes(StandardCharsets.UTF_8)));
    byte[] body =
        outputs
            .ofAttempt(false)
            .read(
                """
                {"images":[{"url":"hearth-file:0","content_type":"text/html","width":9999,"file_size":1}],
                 "same":{"url":"hearth-file:0"},"page":{"url":"hearth-file:1","content_type":"text/html"},
                 "untouched":{"url":"https://example.com/x"}}
                """
                    .getBytes(StandardCharsets.UTF_8),
                files)
            .publish();
    JsonNode output = json.readTree(body);
    JsonNode image = output.get("images").get(0);
    assertEquals("image/png", image.get("content_type").asText());
    assertEquals(7, image.get("width").asInt());
    assertEquals(png.length, image.get("file_size").asInt());
    assertArrayEquals(
        png, Files.readAllBytes(store.ofUrl(image.get("url").asText()).orElseThrow().path()));
    assertEquals(image.get("url"), output.get("same").get("url"));
    assertEquals("https://example.com/x", output.get("untouched").get("url").asText());
    MediaFile page = store.ofUrl(output.get("page").get("url").asText()).orElseThrow();
    assertFalse(ContentTypes.inline(page.contentType()));
  }

  @Test
  void smallOutputsCanStandInTheAnswerItselfAndAreNotKept() throws Exception {
    byte[] png = Pictures.png(7, 8);
    long most = config.maxInline().asLongValue();
    List<Path> files =
        List.of(
            FakePools.file(png),
            FakePools.file(new byte[(int) (most - png.length)]),
            FakePools.file(new byte[1]));
    byte[] body =
        outputs
            .ofAttempt(true)
            .read(
                """
                {"image":{"url":"hearth-file:0","content_type":"text/html"},"same":{"url":"hearth-file:0"},
                 "fits":{"url":"hearth-file:1"},"over":{"url":"hearth-file:2"}}
                """
                    .getBytes(StandardCharsets.UTF_8),
                files)
            .publish();
    JsonNode output = json.readTree(body);
    JsonNode image = output.get("image");
    String url = image.get("url").asText();
    assertTrue(url.startsWith("data:image/png;base64,"), url);
    assertArrayEquals(png, DataUri.parse(url).bytes());
    assertEquals(7, image.get("width").asInt());
    assertEquals(png.length, image.get("file_size").asInt());
    assertEquals(image.get("url"), output.get("same").get("url"));
    assertTrue(DataUri.is(output.get("fits").get("url").asText()));
    String over = output.get("over").get("url").asText();
    assertTrue(store.ofUrl(over).isPresent(), over);
    assertTrue(Files.exists(files.get(0)), "whoever made it deletes it");
  }

  @ParameterizedTest
  @ValueSource(strings = {"hearth-file:1", "hearth-file:-1", "hearth-file:x", "hearth-file:"})
  void outputThatNamesNoFileIsInvalid(String url) throws Exception {
    List<Path> files = List.of(FakePools.file(new byte[] {1}));
    byte[] output = ("{\"url\":\"" + url + "\"}").getBytes(StandardCharsets.UTF_8);
    CallException refusal =
        assertThrows(CallException.class, () -> outputs.ofAttempt(false).read(output, files));
    assertEquals(ErrorCode.OUTPUT_INVALID, refusal.code());
  }

  @Test
  void outputOutlastsAnOutageOfTheDatabase() throws Exception {
    var outages = new AtomicInteger(2);
    var atFirstAway =
        (DataSource)
            Proxy.newProxyInstance(
                DataSource.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (_, method, arguments) -> {
                  if (outages.getAndDecrement() > 0) {
                    throw new SQLException("away", "08001");
                  }
                  return method.invoke(database, arguments);
                });
    var waiting = new MediaStore(config, urls, atFirstAway);
    Path file = incoming(new byte[] {1, 2});
    String url = waiting.keep(file, "text/plain", "a.txt");
    assertEquals(-1, outages.get());
    assertArrayEquals(new byte[] {1, 2}, Files.readAllBytes(store.ofUrl(url).orElseThrow().path()));
  }

  @Test
  void outputMayComeFromAnotherFileSystem() throws Exception {
    Path file = Files.createTempFile(Path.of("/dev/shm"), "hearth-output", "");
    Files.write(file, new byte[] {3, 4});
    String url = store.keep(file, "text/plain", "a.txt");
    assertArrayEquals(new byte[] {3, 4}, Files.readAllBytes(store.ofUrl(url).orElseThrow().path()));
    assertFalse(Files.exists(file));
  }
}
