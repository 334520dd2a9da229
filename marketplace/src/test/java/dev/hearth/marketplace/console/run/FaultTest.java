package dev.hearth.marketplace.console.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultTest {
  @Test
  void aSentenceIsOneFaultWithoutField() {
    assertEquals(
        List.of(new Fault("", "too busy")), Fault.ofAnswer(503, "{\"detail\":\"too busy\"}"));
  }

  @Test
  void entriesNameTheirField() {
    List<Fault> faults =
        Fault.ofAnswer(
            422,
            """
            {"detail":[{"loc":["body","images",0,"url"],"msg":"no picture"},
              {"loc":["body"],"msg":"as a whole"},{"msg":7},"plain"]}
            """);
    assertEquals(
        List.of(
            new Fault("images.0.url", "no picture"),
            new Fault("", "as a whole"),
            new Fault("", "7"),
            new Fault("", "\"plain\"")),
        faults);
    assertEquals("images", faults.getFirst().topField());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "<html>", "[]", "{}", "{\"detail\":[]}", "{\"detail\":null}", "{"})
  void answersThatSayNothingStillGiveAReason(String body) {
    assertEquals(
        List.of(new Fault("", "The runtime answered with status 500.")), Fault.ofAnswer(500, body));
  }
}
