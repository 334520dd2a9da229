package dev.hearth.standalone.acceptance;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.client.ApiException;
import dev.hearth.sdk.client.CallListener;
import dev.hearth.sdk.client.CallOptions;
import dev.hearth.sdk.client.HearthClient;
import dev.hearth.sdk.client.InputFile;
import dev.hearth.sdk.client.QueuedRequest;
import dev.hearth.sdk.client.RemoteFunction;
import dev.hearth.sdk.client.RequestStatus;
import dev.hearth.sdk.client.Result;
import dev.hearth.sdk.media.FileRef;
import dev.hearth.sdk.media.Image;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Hearth's client for Java. */
@ExtendWith(RunningInstallation.class)
final class JavaClientTest {
  private static final BufferedImage ORIGINAL = Pictures.lineArt(384, 256);

  private final Installation installation;
  private final Path folder;
  private final HearthClient client;
  private final RemoteFunction<Enlarged> upscale;

  JavaClientTest(Installation installation, @TempDir Path folder) {
    this.installation = installation;
    this.folder = folder;
    this.client =
        HearthClient.builder().api(installation.api()).key(installation.developer().key()).build();
    this.upscale = client.function(Upscale.FUNCTION, Enlarged.class);
  }

  /** As a caller would write it, knowing the function's documentation only. */
  record Drawing(Path imageUrl, int scale) {}

  record Enlarged(Image image) {}

  @AfterEach
  void close() {
    client.close();
  }

  private Drawing drawing(BufferedImage picture, int scale) throws IOException {
    return new Drawing(Files.write(folder.resolve("drawing.png"), Pictures.png(picture)), scale);
  }

  private Drawing large() throws IOException {
    return drawing(Pictures.lineArt(640, 480), 4);
  }

  @Test
  void subscribeEnlargesALocalFileAndTellsWhatItCost() throws Exception {
    List<String> submitted = new ArrayList<>();
    var listener =
        new CallListener() {
          @Override
          public void submitted(String requestId) {
            submitted.add(requestId);
          }
        };
    Result<Enlarged> result = upscale.subscribe(drawing(Pictures.halved(ORIGINAL), 2), listener);
    assertEquals(List.of(result.requestId()), submitted);
    assertEnlarged(result);
    String cost =
        installation
            .developer()
            .result(Upscale.FUNCTION, result.requestId())
            .headers()
            .firstValue("x-hearth-cost")
            .orElseThrow();
    assertEquals(new BigDecimal(cost), result.cost().orElseThrow());
    assertTrue(result.cost().orElseThrow().signum() > 0);
  }

  private void assertEnlarged(Result<Enlarged> result) throws IOException {
    Image image = result.output().image();
    assertEquals(ORIGINAL.getWidth(), image.width());
    assertEquals("image/png", image.contentType());
    Path file = client.storage().download(image, folder);
    assertEquals(image.fileSize(), Files.size(file));
    BufferedImage enlarged = Pictures.decode(Files.readAllBytes(file));
    double bicubic = Pictures.psnr(ORIGINAL, Pictures.bicubic(Pictures.halved(ORIGINAL)));
    double model = Pictures.psnr(ORIGINAL, enlarged);
    assertTrue(
        model > bicubic + 1, () -> "model %.1f dB, bicubic %.1f dB".formatted(model, bicubic));
  }

  @Test
  void aNamedRunHappensOnce() throws Exception {
    var named = upscale.with(CallOptions.none().idempotencyKey(UUID.randomUUID().toString()));
    URI picture =
        client
            .storage()
            .upload(
                InputFile.of(Pictures.png(Pictures.halved(ORIGINAL)), "image/png", "small.png"));
    Map<String, Object> input = Map.of("image_url", picture, "scale", 2);
    Result<Enlarged> first = named.run(input);
    assertEnlarged(first);
    Result<Enlarged> again = named.run(input);
    assertEquals(first.requestId(), again.requestId());
    assertEquals(first.json(), again.json());
  }

  @Test
  void inputAgainstTheSchemaNamesTheField() throws Exception {
    Drawing input = drawing(ORIGINAL, 3);
    ApiException e = assertThrows(ApiException.class, () -> upscale.run(input));
    assertTrue(e.isValidation());
    assertFalse(e.fieldErrors("scale").isEmpty(), e::getMessage);
    ApiException queued = assertThrows(ApiException.class, () -> upscale.submit(input));
    assertEquals(e.fieldErrors(), queued.fieldErrors());
  }

  @Test
  void whatIsNoPictureIsTheEndOfTheRequest() throws Exception {
    Path text = Files.writeString(folder.resolve("text.png"), "no picture");
    ApiException e =
        assertThrows(ApiException.class, () -> upscale.subscribe(new Drawing(text, 2)));
    assertEquals(422, e.status());
    assertEquals("image_load_error", e.fieldErrors("image_url").getFirst().type());
    assertTrue(e.requestId().isPresent());
  }

  @Test
  void aCancelledRequestEndsWithoutResult() throws Exception {
    QueuedRequest<Enlarged> request = upscale.submit(large());
    assertTrue(request.cancel());
    ApiException e = assertThrows(ApiException.class, request::await);
    assertEquals(499, e.status());
    assertFalse(request.cancel());
    var ended = assertInstanceOf(RequestStatus.Completed.class, request.status(true));
    assertFalse(ended.succeeded());
  }

  @Test
  void whoStopsWaitingForASubscribedCallCancelsIt() throws Exception {
    List<String> submitted = new ArrayList<>();
    var listener =
        new CallListener() {
          @Override
          public void submitted(String requestId) {
            submitted.add(requestId);
            throw new IllegalStateException("enough");
          }
        };
    Drawing input = large();
    assertThrows(IllegalStateException.class, () -> upscale.subscribe(input, listener));
    QueuedRequest<Enlarged> request = upscale.request(submitted.getFirst());
    ApiException e = assertThrows(ApiException.class, request::await);
    assertEquals(499, e.status());
  }

  @Test
  void futuresRunBesideEachOther() throws Exception {
    Drawing input = drawing(Pictures.halved(ORIGINAL), 2);
    var one = upscale.async().subscribe(input);
    var other = upscale.async().run(input);
    assertEnlarged(one.get(3, TimeUnit.MINUTES));
    assertEnlarged(other.get(3, TimeUnit.MINUTES));
  }

  @Test
  void aCallMayBeTooDear() throws Exception {
    Drawing input = large();
    var thrifty = upscale.with(CallOptions.none().maxCost("0.000000001"));
    ApiException e = assertThrows(ApiException.class, () -> thrifty.subscribe(input));
    assertEquals(402, e.status());
    assertEquals("max_cost_exceeded", e.errorType());
  }

  @Test
  void aWrongKeyIsRefused() {
    try (var stranger =
        HearthClient.builder().api(installation.api()).key("nobody:nothing").build()) {
      var function = stranger.function("hearth/noop");
      ApiException e = assertThrows(ApiException.class, () -> function.run(Map.of()));
      assertEquals(401, e.status());
      assertEquals("unauthenticated", e.errorType());
    }
  }

  /** More than 90 MiB, which fal's clients send in parts. */
  @Test
  void aLargeFileComesBackAsItWas() throws Exception {
    byte[] large = new byte[(90 << 20) + 1];
    large[large.length - 1] = 'z';
    URI url = client.storage().upload(InputFile.of(large, "application/octet-stream", "large.bin"));
    var file = new FileRef(url.toString(), "application/octet-stream", "large.bin", large.length);
    assertArrayEquals(large, Files.readAllBytes(client.storage().download(file, folder)));
  }
}
