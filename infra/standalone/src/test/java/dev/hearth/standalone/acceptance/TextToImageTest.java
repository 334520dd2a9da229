package dev.hearth.standalone.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Pictures drawn by the installation: for fal's own client, and for many callers at once. */
@ExtendWith(RunningInstallation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class TextToImageTest {
  private static final String FUNCTION = "hearth/text-to-image";
  private static final String DATA = "data:image/jpeg;base64,";
  private static final long PRICE_NANOS = 2_000_000;

  /** Pictures that took steps with others are as good as equal to those drawn alone. */
  private static final double EQUAL_DECIBELS = 50;

  private final Installation installation;
  private JsonNode answers;

  TextToImageTest(Installation installation) {
    this.installation = installation;
  }

  @BeforeAll
  void ask() throws Exception {
    JsonNode task =
        Installation.JSON
            .createObjectNode()
            .put("api", installation.api().toString().replaceAll("/$", ""))
            .put("key", installation.developer().key())
            .put("function", FUNCTION);
    answers = NodeScript.run("/fal-client/text-to-image.js", task);
  }

  @Test
  void streamShowsHowThePictureBecomes() throws Exception {
    JsonNode events = answers.required("streamed").required("events");
    assertEquals(6, events.size(), "previews after 4, 8, 12, 16 and 20 of 24 looks, and the whole");
    BufferedImage last = picture(events.required(5));
    assertEquals(512, last.getWidth());
    for (int i = 0; i < 5; i++) {
      assertEquals(64, picture(events.required(i)).getWidth());
    }
    assertEquals(events.required(5), answers.required("streamed").required("data"));
  }

  @Test
  void subscriptionTellsProgressPreviewsAndLines() throws Exception {
    JsonNode subscribed = answers.required("subscribed");
    JsonNode updates = subscribed.required("updates");
    var done = new ArrayList<Integer>();
    int previews = 0;
    for (JsonNode update : updates) {
      if (update.hasNonNull("progress")) {
        assertEquals(50, update.required("progress").required("total").asInt());
        done.add(update.required("progress").required("done").asInt());
      }
      if (update.hasNonNull("partial")) {
        assertEquals(64, picture(update.required("partial")).getWidth());
        previews++;
      }
    }
    assertTrue(done.stream().distinct().count() > 2, updates::toString);
    assertEquals(done.stream().sorted().toList(), done);
    assertTrue(previews > 1, updates::toString);
    JsonNode last = updates.required(updates.size() - 1);
    assertEquals("COMPLETED", last.required("status").asText());
    assertTrue(last.required("logs").required(0).asText().startsWith("seed 7"), last::toString);
    assertTrue(last.required("logs").required(1).asText().startsWith("50 looks"), last::toString);
    assertEquals(512, picture(subscribed.required("data")).getWidth());
  }

  @Test
  void syncModeBringsPicturesInTheAnswerAndIsBilledAlike() throws Exception {
    JsonNode direct = answers.required("inSyncMode").required("data").required("images");
    JsonNode queued = answers.required("inSyncModeQueued").required("data").required("images");
    assertEquals(2, direct.size());
    assertEquals(1, queued.size());
    for (JsonNode image : List.of(direct.required(0), direct.required(1), queued.required(0))) {
      String url = image.required("url").asText();
      assertTrue(url.startsWith(DATA), url);
      byte[] file = Base64.getDecoder().decode(url.substring(DATA.length()));
      assertEquals(image.required("file_size").asInt(), file.length);
      assertEquals(512, Pictures.decode(file).getWidth());
    }
    Reply reply =
        installation.developer().run(FUNCTION, input("a fox", 4, 1).put("sync_mode", true));
    assertEquals(PRICE_NANOS, Money.costNanos(reply));
  }

  /** All at once, so that they join and leave the running batch as the queue lets them. */
  @Test
  void callsOfFourTwelveAndThirtyStepsDrawTogetherWhatEachDrawsAlone() throws Exception {
    var inputs = new ArrayList<ObjectNode>();
    String[] prompts = {"a red heart", "a slice of pizza", "a cat face", "a green car"};
    int[] steps = {4, 12, 30};
    for (int i = 0; i < 12; i++) {
      ObjectNode input = input(prompts[i % prompts.length], steps[i % steps.length], i);
      if (i % 4 > 0) {
        input
            .putArray("loras")
            .addObject()
            .put("path", i % 4 == 3 ? "mosaic" : "outlines")
            .put("scale", i % 4 == 1 ? 0.5 : 1);
      }
      inputs.add(input);
    }
    var requests = new ArrayList<String>();
    for (ObjectNode input : inputs) {
      Reply accepted = installation.developer().submit(FUNCTION, input);
      requests.add(accepted.body().required("request_id").asText());
    }
    var together = new ArrayList<BufferedImage>();
    for (String request : requests) {
      Reply result = installation.developer().await(FUNCTION, request);
      assertEquals(200, result.status(), result::toString);
      together.add(picture(result.body()));
    }
    for (int i = 0; i < inputs.size(); i++) {
      Reply alone = installation.developer().run(FUNCTION, inputs.get(i));
      double decibels = Pictures.psnr(picture(alone.body()), together.get(i));
      assertTrue(decibels >= EQUAL_DECIBELS, inputs.get(i) + " differs: " + decibels + " dB");
    }
    assertFalse(Pictures.psnr(together.get(0), together.get(1)) >= EQUAL_DECIBELS);
  }

  private static ObjectNode input(String prompt, int steps, int seed) {
    ObjectNode input =
        Installation.JSON
            .createObjectNode()
            .put("prompt", prompt)
            .put("num_inference_steps", steps)
            .put("seed", seed)
            .put("output_format", "png");
    input.putObject("image_size").put("width", 64).put("height", 64);
    return input;
  }

  private static BufferedImage picture(JsonNode output) throws Exception {
    String url = output.required("images").required(0).required("url").asText();
    return Pictures.decode(Caller.download(URI.create(url)));
  }
}
