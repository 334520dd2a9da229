package dev.hearth.sdk.media;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DataUriTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "data:text/plain;base64,aGk=|text/plain|hi",
        "DATA:image/png;name=a;base64,aGk=|image/png;name=a|hi",
        "data:,a+b%20c|''|a+b c",
        "data:text/plain,|text/plain|''",
      })
  void typeAndBytesAreRead(String uri, String type, String text) {
    DataUri data = DataUri.parse(uri);
    assertEquals(type, data.contentType());
    assertArrayEquals(text.getBytes(StandardCharsets.ISO_8859_1), data.bytes());
  }

  @Test
  void whatIsWrittenIsReadAgain() {
    byte[] bytes = {0, -1, 62, 63, 127};
    String text = new DataUri("image/png", bytes).text();
    assertEquals("data:image/png;base64,AP8+P38=", text);
    DataUri read = DataUri.parse(text);
    assertEquals("image/png", read.contentType());
    assertArrayEquals(bytes, read.bytes());
  }

  @ParameterizedTest
  @ValueSource(strings = {"data:", "data:image/png;base64", "data:,%zz", "data:;base64,a"})
  void brokenOnesAreTheCallersFault(String uri) {
    CallException refusal = assertThrows(CallException.class, () -> DataUri.parse(uri));
    assertEquals(ErrorCode.FILE_DOWNLOAD_ERROR, refusal.code());
  }

  @Test
  void onlyTheSchemeMakesOne() {
    assertTrue(DataUri.is("Data:,x"));
    assertFalse(DataUri.is("https://example.com/data:,x"));
    assertFalse(DataUri.is(""));
  }
}
