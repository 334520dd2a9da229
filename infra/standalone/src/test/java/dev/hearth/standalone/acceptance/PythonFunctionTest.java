package dev.hearth.standalone.acceptance;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.ResultMetadataType;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A function in Python, of the installation like any other: called by fal's client and by HTTP, its
 * pictures read by an independent reader of QR codes.
 */
@ExtendWith(RunningInstallation.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PythonFunctionTest {
  private static final List<String> TEXTS =
      List.of("https://example.com/menu", "0123456789", "HELLO WORLD", "größer 🙂 漢字");

  private final Installation installation;

  PythonFunctionTest(Installation installation) {
    this.installation = installation;
  }

  private static ObjectNode input(String text, String level) {
    return Installation.JSON.createObjectNode().put("text", text).put("error_correction", level);
  }

  @Test
  void falsClientGetsCodesThatCanBeRead() throws Exception {
    ArrayNode inputs = Installation.JSON.createArrayNode();
    TEXTS.forEach(text -> inputs.add(input(text, "Q").put("dark", "#7a2e0e")));
    JsonNode answers = call(inputs);
    for (int i = 0; i < TEXTS.size(); i++) {
      JsonNode image = answers.path(i).path("ok").path("data").path("image");
      assertEquals("image/png", image.path("content_type").textValue(), answers.toPrettyString());
      assertReads(image, TEXTS.get(i), "Q");
    }
  }

  @Test
  void falsClientIsToldWhatIsWrongWithAnInput() throws Exception {
    ArrayNode inputs = Installation.JSON.createArrayNode();
    inputs.add(input("x".repeat(2_000), "H")).add(input("x", "Z"));
    JsonNode answers = call(inputs);
    String[] fields = {"text", "error_correction"};
    for (int i = 0; i < fields.length; i++) {
      JsonNode error = answers.path(i).path("error");
      assertEquals("ValidationError", error.path("name").textValue(), answers.toPrettyString());
      assertEquals(422, error.path("status").intValue());
      JsonNode location = error.path("fieldErrors").path(0).path("loc");
      assertEquals("[\"body\",\"" + fields[i] + "\"]", location.toString());
    }
  }

  private JsonNode call(ArrayNode inputs) throws Exception {
    ObjectNode task =
        Installation.JSON
            .createObjectNode()
            .put("api", installation.api().toString().replaceAll("/$", ""))
            .put("key", installation.developer().key());
    task.set("inputs", inputs);
    return NodeScript.run("/fal-client/qr-code.js", task);
  }

  @Test
  void directCallIsPricedAndItsLogIsTheCallers() throws Exception {
    Reply reply =
        installation
            .developer()
            .run("hearth/qr-code", input("TEL:+49 30 1234567", "H").put("scale", 3));
    assertEquals(200, reply.status(), reply::toString);
    assertEquals("0.0001", reply.headers().firstValue("x-hearth-cost").orElse(""));
    assertReads(reply.body().path("image"), "TEL:+49 30 1234567", "H");
    int version = reply.body().path("version").intValue();
    assertEquals(17 + 4 * version, reply.body().path("modules").intValue());
  }

  private static void assertReads(JsonNode image, String text, String level) throws Exception {
    BufferedImage picture =
        Pictures.decode(Caller.download(URI.create(image.path("url").textValue())));
    assertEquals(image.path("width").intValue(), picture.getWidth());
    int[] pixels =
        picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, picture.getWidth());
    var source = new RGBLuminanceSource(picture.getWidth(), picture.getHeight(), pixels);
    Result read =
        new QRCodeReader()
            .decode(
                new BinaryBitmap(new HybridBinarizer(source)),
                Map.of(DecodeHintType.PURE_BARCODE, true));
    assertEquals(text, read.getText());
    Object corrected = read.getResultMetadata().get(ResultMetadataType.ERROR_CORRECTION_LEVEL);
    assertEquals(level, corrected);
  }
}
