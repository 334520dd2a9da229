package dev.hearth.marketplace.console;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearth.sdk.json.Json;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

class MediaViewTest {
  private static final URI API = URI.create("http://127.0.0.1:8081");

  private static List<MediaView> in(String json) {
    return MediaView.inOutput(Json.parse(json), API);
  }

  @Test
  void filesAreFoundWhereverTheyStand() {
    List<MediaView> found =
        in(
            """
            {"images":[{"url":"https://a.example/1.png","content_type":"image/png","width":4,"height":2},
                       {"url":"https://a.example/2.png","content_type":"image/png"}],
             "deep":{"video":{"url":"https://a.example/v","content_type":"video/mp4"}},
             "audio":{"url":"https://a.example/s","content_type":"AUDIO/WAV"},
             "weights":{"url":"https://a.example/w","content_type":"application/octet-stream"},
             "inline":"data:image/png;base64,AAAA"}
            """);
    assertEquals(
        List.of(
            new MediaView("images", "image", "https://a.example/1.png", "4 × 2"),
            new MediaView("images", "image", "https://a.example/2.png", ""),
            new MediaView("deep.video", "video", "https://a.example/v", ""),
            new MediaView("audio", "audio", "https://a.example/s", ""),
            new MediaView("weights", "file", "https://a.example/w", ""),
            new MediaView("inline", "image", "data:image/png;base64,AAAA", "")),
        found);
  }

  @Test
  void addressesThatAreNotSafeAreLeftOut() {
    assertEquals(
        List.of(),
        in(
            """
            {"a":{"url":"javascript:alert(1)","content_type":"image/png"},
             "b":{"url":7,"content_type":"image/png"},
             "c":"data:image/svg+xml;base64,AAAA","d":"javascript:alert(1)"}
            """));
  }

  @Test
  void markupCannotHideInTheMeasures() {
    assertEquals(
        "",
        in("{\"url\":\"https://a.example/1\",\"width\":\"<b>\",\"height\":1}").getFirst().size());
  }

  @Test
  void onlySoManyFilesAreShown() {
    String many = "{\"url\":\"https://a.example/1\"},".repeat(99) + "1";
    assertEquals(24, in("[" + many + "]").size());
  }

  @Test
  void inputsShowTheirMediaFields() {
    var endpoint = Samples.upscale().descriptor().endpoints().getFirst();
    var input = Json.parseObject("{\"image_url\":\"http://127.0.0.1:8081/media/x\",\"scale\":2}");
    assertEquals(
        List.of(new MediaView("image_url", "image", "http://127.0.0.1:8081/media/x", "")),
        MediaView.inInput(input, endpoint, API));
    assertEquals(
        List.of(),
        MediaView.inInput(Json.parseObject("{\"image_url\":\"javascript:x\"}"), endpoint, API));
  }
}
