package dev.hearth.sdk.conformance;

import dev.hearth.sdk.protocol.FrameType;
import java.nio.ByteBuffer;
import java.util.List;

/** A node that is gone: its workers go too, whatever they do. */
final class EndRules {
  private static final int NODE_GONE = 2;

  private EndRules() {}

  static List<Rule> all() {
    return List.of(
        new Rule(
            "end.idle",
            "exits with 2 when the socket closes",
            bench -> {
              bench.ready().subject().closeSocket();
              bench.expectExit(NODE_GONE);
            }),
        new Rule(
            "end.running",
            "exits with 2 when the socket closes, though the function never ends",
            bench -> {
              bench.ready().run(1, "{\"do\":\"hang\"}");
              var _ = bench.expect(FrameType.PROGRESS, 1);
              bench.subject().closeSocket();
              bench.expectExit(NODE_GONE);
            }),
        new Rule(
            "end.during-set-up",
            "exits with 2 when the socket closes during set-up",
            bench -> {
              bench.started().load(Bench.secrets("hold", "usual"));
              bench.subject().closeSocket();
              bench.expectExit(NODE_GONE);
            }),
        new Rule(
            "end.within-a-frame",
            "exits with 2 when the socket closes within a frame",
            bench -> {
              byte[] beginning = ByteBuffer.allocate(8).putInt(100).put((byte) 6).array();
              bench.ready().subject().sendRaw(beginning);
              bench.subject().closeSocket();
              bench.expectExit(NODE_GONE);
            }));
  }
}
