package dev.hearth.runtime.gateway;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.startsWith;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.runtime.harness.FakeMarketplace;
import dev.hearth.runtime.harness.FakeMarketplace.Member;
import dev.hearth.runtime.harness.FakePools;
import dev.hearth.runtime.harness.Installation;
import dev.hearth.runtime.harness.Pictures;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(Installation.class)
class MediaRoutesTest {
  @Inject FakePools pools;
  @Inject FakeMarketplace marketplace;
  private Member caller;

  @BeforeEach
  void freshCaller() {
    caller = marketplace.developer("5");
  }

  @AfterEach
  void reset() {
    pools.reset();
  }

  private static String local(String url) {
    assertTrue(url.startsWith(Installation.API), url);
    return url.substring(Installation.API.length());
  }

  private JsonPath initiate(String contentType, String fileName) {
    return given()
        .header("Authorization", caller.key())
        .contentType("application/json")
        .body("{\"content_type\":\"%s\",\"file_name\":\"%s\"}".formatted(contentType, fileName))
        .post("/rest/storage/upload/initiate?storage_type=fal-cdn-v3")
        .then()
        .statusCode(200)
        .extract()
        .jsonPath();
  }

  private String uploaded(String contentType, String fileName, byte[] bytes) {
    JsonPath urls = initiate(contentType, fileName);
    given()
        .contentType(contentType)
        .body(bytes)
        .put(local(urls.getString("upload_url")))
        .then()
        .statusCode(200);
    return urls.getString("file_url");
  }

  @Test
  void uploadNeedsAKeyToBegin() {
    given().body("{}").post("/rest/storage/upload/initiate").then().statusCode(401);
  }

  @Test
  void uploadedFileIsServedBackSafely() {
    byte[] png = Pictures.png(12, 13);
    String url = uploaded("image/png", "cat.png", png);
    assertTrue(url.endsWith("/cat.png"), url);
    byte[] served =
        given()
            .get(local(url))
            .then()
            .statusCode(200)
            .contentType("image/png")
            .header("x-content-type-options", "nosniff")
            .header("content-security-policy", containsString("sandbox"))
            .header("content-disposition", startsWith("inline"))
            .header("access-control-allow-origin", "*")
            .header("accept-ranges", "bytes")
            .extract()
            .asByteArray();
    assertArrayEquals(png, served);
    given()
        .head(local(url))
        .then()
        .statusCode(200)
        .header("content-length", is(String.valueOf(png.length)));
  }

  @ParameterizedTest
  @CsvSource({
    "text/html,page.html",
    "image/svg+xml,x.svg",
    "application/xhtml+xml,x",
    "text/javascript,x.js",
    "nonsense,x"
  })
  void whatCouldRunIsForSavingOnly(String contentType, String name) {
    String url =
        uploaded(contentType, name, "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8));
    given()
        .get(local(url))
        .then()
        .statusCode(200)
        .header("content-disposition", startsWith("attachment"))
        .header("x-content-type-options", "nosniff")
        .header("content-security-policy", containsString("sandbox"));
  }

  @Test
  void uploadUrlWorksOnce() {
    JsonPath urls = initiate("text/plain", "a.txt");
    String put = local(urls.getString("upload_url"));
    given().get(local(urls.getString("file_url"))).then().statusCode(404);
    given().body("first").put(put).then().statusCode(200);
    given().body("second").put(put).then().statusCode(404);
    given().get(local(urls.getString("file_url"))).then().body(is("first"));
  }

  @Test
  void uploadsAreBounded() {
    JsonPath urls = initiate("text/plain", "a.txt");
    given()
        .body(new byte[(1 << 20) + 1])
        .put(local(urls.getString("upload_url")))
        .then()
        .statusCode(413);
    given().body("x").put("/upload/unknown").then().statusCode(404);
  }

  @ParameterizedTest
  @CsvSource({
    "bytes=0-3,206,0,4",
    "bytes=4-,206,4,10",
    "bytes=-2,206,8,10",
    "bytes=5-100,206,5,10",
    "bytes=0-99999999999999999999,200,0,10",
    "items=0-1,200,0,10",
    "bytes=0-1;3-4,200,0,10"
  })
  void rangesAreServed(String range, int status, int from, int to) {
    byte[] bytes = "0123456789".getBytes(StandardCharsets.UTF_8);
    String url = uploaded("text/plain", "a.txt", bytes);
    byte[] served =
        given()
            .header("Range", range)
            .get(local(url))
            .then()
            .statusCode(status)
            .extract()
            .asByteArray();
    assertArrayEquals(Arrays.copyOfRange(bytes, from, to), served);
  }

  @Test
  void rangeBeyondTheEndIs416() {
    String url = uploaded("text/plain", "a.txt", new byte[] {1, 2});
    given()
        .header("Range", "bytes=2-")
        .get(local(url))
        .then()
        .statusCode(416)
        .header("content-range", "bytes */2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/media/unknown/x", "/media/..%2f..%2fetc/passwd", "/media/%00/x", "/media/x"})
  void guessedUrlsAreNothing(String path) {
    given().urlEncodingEnabled(false).get(path).then().statusCode(404);
  }

  @Test
  void uploadGoesThroughACallAndItsOutputComesBack() throws Exception {
    byte[] png = Pictures.png(20, 10);
    String url = uploaded("image/png", "cat.png", png);
    pools.script(
        work -> {
          try {
            assertArrayEquals(png, Files.readAllBytes(work.media().getFirst()));
          } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
          }
          pools.answer(
              work,
              "{\"image\":{\"url\":\"hearth-file:0\",\"file_name\":\"up.png\"}}",
              -1,
              List.of(FakePools.file(Pictures.png(40, 20))));
        });
    JsonPath output =
        given()
            .header("Authorization", caller.key())
            .body("{\"image_url\":\"%s\"}".formatted(url))
            .post("/run/hearth/upscale")
            .then()
            .statusCode(200)
            .header("x-hearth-cost", "0.0000008")
            .header("x-fal-billable-units", "0.0008")
            .extract()
            .jsonPath();
    assertEquals(40, output.getInt("image.width"));
    assertEquals("image/png", output.getString("image.content_type"));
    assertEquals("up.png", output.getString("image.file_name"));
    given()
        .get(local(output.getString("image.url")))
        .then()
        .statusCode(200)
        .contentType("image/png");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:1/x.png",
        "http://169.254.169.254/",
        "http://localhost/x",
        "http://[::1]/x",
        "file:///etc/passwd",
        "ftp://example.com/x"
      })
  void privateAddressesAreRefusedInFalsShape(String url) {
    given()
        .header("Authorization", caller.key())
        .body("{\"image_url\":\"%s\"}".formatted(url))
        .post("/run/hearth/upscale")
        .then()
        .statusCode(422)
        .header("x-hearth-cost", "0")
        .body("detail[0].type", is("file_download_error"))
        .body("detail[0].loc", is(List.of("body", "image_url")))
        .body("detail[0].msg", allOf(containsString("fetch"), is(containsString("file"))));
    assertEquals(List.of(), pools.seen());
  }
}
