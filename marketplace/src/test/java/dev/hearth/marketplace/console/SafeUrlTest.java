package dev.hearth.marketplace.console;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SafeUrlTest {
  private static final URI API = URI.create("http://127.0.0.1:8081");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "javascript:alert(1)",
        " javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "vbscript:x",
        "file:///etc/passwd",
        "data:text/html;base64,PHNjcmlwdD4=",
        "data:image/svg+xml;base64,PHN2Zy8+",
        "data:image/png,raw",
        "data:image/png;base64,AAAA\"onerror=x",
        "//evil.example/x.png",
        "/relative",
        "https:no-host",
        "https://user@evil.example/",
        "https://exa mple.com/",
        "",
      })
  void nothingElseStandsInAPage(String url) {
    assertEquals(Optional.empty(), SafeUrl.of(url, API));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com/a.png?x=1&y=2",
        "HTTPS://example.com/a.png",
        "http://127.0.0.1:8081/media/x.png",
        "data:image/png;base64,iVBORw0KGgo=",
        "data:image/webp;base64,AAAA",
      })
  void picturesOfTheWebAndOfThisInstallationAreEmbedded(String url) {
    assertTrue(SafeUrl.of(url, API).orElseThrow().embeddable());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://example.com/a.png",
        "http://127.0.0.1:8082/a.png",
        "http://127.0.0.1/a.png"
      })
  void plainHttpElsewhereIsOnlyLinked(String url) {
    assertEquals(false, SafeUrl.of(url, API).orElseThrow().embeddable());
  }

  @Test
  void picturesOfManyMegabytesAreChecked() {
    String large = "data:image/png;base64," + "A".repeat(20_000_000);
    assertTrue(SafeUrl.of(large, API).isPresent());
    assertEquals(Optional.empty(), SafeUrl.of(large + "\"", API));
  }
}
