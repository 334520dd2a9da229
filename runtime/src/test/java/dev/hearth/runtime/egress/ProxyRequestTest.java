package dev.hearth.runtime.egress;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which hosts are meant by a declaration, and which heads of requests are understood. */
class ProxyRequestTest {
  private static ProxyRequest parse(String... lines) throws Refusal {
    return ProxyRequest.parse(String.join("\r\n", lines).getBytes(StandardCharsets.ISO_8859_1));
  }

  @ParameterizedTest
  @CsvSource({
    "a.example, a.example:443, true",
    "a.example, a.example:80, false",
    "a.example, b.a.example:443, false",
    "a.example, xa.example:443, false",
    "a.example, a.example.:443, false",
    "a.example:8443, a.example:8443, true",
    "a.example:8443, a.example:443, false",
    "*.a.example, b.a.example:443, true",
    "*.a.example, c.b.a.example:443, true",
    "*.a.example, a.example:443, false",
    "*.a.example, xa.example:443, false",
    "*.a.example, .a.example.evil:443, false",
    "*.a.example:80, b.a.example:80, true",
    "10.0.0.1, 10.0.0.1:443, true"
  })
  void declarationMeansItsHostAndPortOnly(String declared, String target, boolean matches) {
    assertEquals(matches, DeclaredHost.parse(declared).matches(Target.parse(target).orElseThrow()));
  }

  @Test
  void connectNamesTheTargetWhateverElseTheHeadSays() throws Refusal {
    ProxyRequest request =
        parse("CONNECT A.Example:8443 HTTP/1.1", "Host: other.example:443", "Proxy-X: y");
    assertEquals(new Target("a.example", 8443), request.target());
    assertTrue(request.tunnel());
    assertEquals(0, request.forwarded().length);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "CONNECT a.example:443",
        "CONNECT a.example HTTP/1.1",
        "CONNECT a.example:0 HTTP/1.1",
        "CONNECT a.example:65536 HTTP/1.1",
        "CONNECT a.example:443 b.example:443 HTTP/1.1",
        "CONNECT  a.example:443 HTTP/1.1",
        "CONNECT a.example:443 HTTP/2",
        "CONNECT a.example:443@b.example:443 HTTP/1.1",
        "CONNECT u@a.example:443 HTTP/1.1",
        "CONNECT a.example\0.b.example:443 HTTP/1.1",
        "CONNECT a.example:443 HTTP/1.1\nHost: b.example",
        "CONNECT a.example:443\rX HTTP/1.1",
        "CONNECT [::1]:443 HTTP/1.1",
        "CONNECT http://a.example/ HTTP/1.1",
        "CONNECT a.example:443 HTTP/1.1\r\n folded: yes",
        "CONNECT a.example:443 HTTP/1.1\r\nno colon",
        "CONNECT a.example:443 HTTP/1.1\r\nspace : x",
        "CONNECT a.example:443 HTTP/1.1\r\nx: a\nb: c",
        "CONNECT a.example:443 HTTP/1.1\r\nx: a\0b",
        "GET / HTTP/1.1",
        "GET https://a.example/ HTTP/1.1",
        "GET ftp://a.example/ HTTP/1.1",
        "GET http:///x HTTP/1.1",
        "GET http://u:p@a.example/ HTTP/1.1",
        "GET http://a.example:x/ HTTP/1.1",
        "GET http://a.example\\@b.example/ HTTP/1.1",
        "GET http://a.example/#b HTTP/1.1",
        "POST http://a.example/ HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2",
        "POST http://a.example/ HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked"
      })
  void whatCouldBeReadInTwoWaysIsRefused(String head) {
    Refusal refusal = assertThrows(Refusal.class, () -> parse(head), head);
    String answer = new String(refusal.answer(), StandardCharsets.US_ASCII);
    assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
    assertFalse(answer.contains("b.example"), "nothing of the request is in the answer");
  }

  @Test
  void plainRequestIsForwardedWithoutWhatIsForTheProxy() throws Refusal {
    ProxyRequest request =
        parse(
            "POST http://A.example:8080/x?y=1 HTTP/1.1",
            "Host: elsewhere.example",
            "Proxy-Authorization: Basic x",
            "Connection: keep-alive, X-Secret",
            "X-Secret: 1",
            "Upgrade: h2c",
            "Content-Length: 3",
            "Accept: */*");
    assertEquals(new Target("a.example", 8080), request.target());
    assertEquals(
        String.join(
            "\r\n",
            "POST /x?y=1 HTTP/1.1",
            "Host: a.example:8080",
            "Connection: close",
            "content-length: 3",
            "accept: */*",
            "",
            ""),
        new String(request.forwarded(), StandardCharsets.ISO_8859_1));
  }

  @ParameterizedTest
  @CsvSource({"http://a.example, /", "http://a.example?q, /?q", "HTTP://a.example/p, /p"})
  void plainRequestWithoutAPathAsksForTheRoot(String url, String path) throws Refusal {
    String forwarded =
        new String(parse("GET " + url + " HTTP/1.0").forwarded(), StandardCharsets.ISO_8859_1);
    assertEquals(
        "GET " + path + " HTTP/1.0\r\nHost: a.example\r\nConnection: close\r\n\r\n", forwarded);
  }
}
