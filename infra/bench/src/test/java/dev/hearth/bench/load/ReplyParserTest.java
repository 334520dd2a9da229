package dev.hearth.bench.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReplyParserTest {
  private static final List<String> ANSWERS =
      List.of(
          "HTTP/1.1 202 Accepted\r\nContent-Length: 5\r\n\r\nhello",
          "HTTP/1.1 200 OK\r\ncontent-length:0\r\n\r\n");

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 44, 45, 1_000})
  void answersComeOutWhateverThePieces(int piece) {
    List<HttpReply> replies = new ArrayList<>();
    var parser = new ReplyParser();
    for (String answer : ANSWERS) {
      feed(parser, answer, piece, replies);
    }
    assertEquals(List.of(202, 200), replies.stream().map(HttpReply::status).toList());
    assertEquals(List.of("hello", ""), replies.stream().map(HttpReply::text).toList());
  }

  @Test
  void longBodyGrowsTheBuffer() {
    String body = "x".repeat(100_000);
    List<HttpReply> replies = new ArrayList<>();
    feed(
        new ReplyParser(),
        "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n" + body,
        Integer.MAX_VALUE,
        replies);
    assertEquals(body, replies.getFirst().text());
  }

  @Test
  void chunkedAnswerIsRefusedRatherThanMiscounted() {
    var parser = new ReplyParser();
    assertThrows(
        IllegalStateException.class,
        () ->
            feed(
                parser,
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                1_000,
                new ArrayList<>()));
  }

  /** Gives as many bytes at a time as a piece has and the parser has room for. */
  private static void feed(ReplyParser parser, String text, int piece, List<HttpReply> replies) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    int at = 0;
    while (at < bytes.length) {
      byte[] space = parser.space();
      int count = Math.min(Math.min(piece, bytes.length - at), space.length - parser.filled());
      System.arraycopy(bytes, at, space, parser.filled(), count);
      at += count;
      Optional<HttpReply> reply = parser.received(count);
      reply.ifPresent(replies::add);
    }
  }
}
