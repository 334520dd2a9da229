package dev.hearth.sdk.conformance;

import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameType;
import dev.hearth.sdk.protocol.RunPayload;
import dev.hearth.sdk.protocol.RunPayload.CallInput;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A node that breaks the protocol isn't a node that a worker should go on with: it closes the
 * connection and exits with 2.
 */
final class BrokenRules {
  private static final int NODE_GONE = 2;
  private static final int HEADER_BYTES = 9;

  /** What a node may send after READY. */
  private static final List<FrameType> NODES =
      List.of(FrameType.RUN, FrameType.CANCEL, FrameType.CHECK, FrameType.DRAIN);

  private BrokenRules() {}

  static List<Rule> all() {
    var rules = new ArrayList<Rule>();
    rules.add(
        new Rule(
            "broken.run-before-ready",
            "ends with 2 on a RUN before READY",
            bench -> {
              bench.started().load(Bench.secrets("hold", "usual"));
              bench.run(1, "{\"do\":\"echo\"}");
              bench.expectEnd(NODE_GONE);
            }));
    for (int type : new int[] {0, 4, 5, 100, 255}) {
      rules.add(raw("type-" + type, "a frame of type " + type, header(HEADER_BYTES, type)));
    }
    int longest = HEADER_BYTES + Frame.MAX_PAYLOAD_BYTES;
    rules.add(raw("length-0", "a frame of no bytes", length(0)));
    rules.add(raw("length-8", "a frame that is too short", length(HEADER_BYTES - 1)));
    rules.add(raw("length-beyond", "a frame longer than 32 MiB", length(longest + 1)));
    rules.add(raw("length-huge", "a frame of 4 GiB", length(-1)));
    for (FrameType type : FrameType.values()) {
      if (!NODES.contains(type)) {
        String word = type.name().toLowerCase(java.util.Locale.ROOT);
        rules.add(frame(word, type + " after READY", new Frame(type, 0, bytes("{}"))));
      }
    }
    rules.addAll(runs());
    rules.add(frame("cancel-of-0", "CANCEL with id 0", Frame.of(FrameType.CANCEL, 0)));
    rules.add(frame("cancel-payload", "CANCEL with a payload", Frame.of(FrameType.CANCEL, 1, "x")));
    rules.add(frame("drain-of-a-call", "DRAIN with a call id", Frame.of(FrameType.DRAIN, 1)));
    rules.add(frame("drain-payload", "DRAIN with a payload", Frame.of(FrameType.DRAIN, 0, "x")));
    return rules;
  }

  private static List<Rule> runs() {
    byte[] run = new RunPayload("/", List.of(echo(1))).encode();
    byte[] longer = Arrays.copyOf(run, run.length + 1);
    byte[] shorter = Arrays.copyOf(run, run.length - 1);
    byte[] none = Arrays.copyOf(run, Short.BYTES + 1 + Integer.BYTES);
    none[none.length - 1] = 0;
    return List.of(
        frame("run-of-a-call", "RUN with a call id", new Frame(FrameType.RUN, 1, run)),
        frame("run-empty", "RUN without a payload", Frame.of(FrameType.RUN, 0)),
        frame(
            "run-longer", "RUN that goes on after its calls", new Frame(FrameType.RUN, 0, longer)),
        frame("run-shorter", "RUN that ends early", new Frame(FrameType.RUN, 0, shorter)),
        frame("run-of-none", "RUN of no calls", new Frame(FrameType.RUN, 0, none)),
        frame("run-of-0", "RUN of call id 0", run("/", echo(0))),
        frame("run-elsewhere", "RUN to an endpoint that there isn't", run("/other", echo(1))),
        new Rule(
            "broken.id-in-use",
            "ends with 2 on a RUN of a call that is open",
            bench -> {
              ConcurrencyRules.hold(bench.ready(), 1);
              bench.run(1, "{\"do\":\"echo\"}");
              bench.expectEnd(NODE_GONE);
            }));
  }

  private static Rule frame(String name, String what, Frame frame) {
    return new Rule(
        "broken." + name,
        "ends with 2 on " + what,
        bench -> {
          bench.ready().subject().send(frame);
          bench.expectEnd(NODE_GONE);
        });
  }

  private static Rule raw(String name, String what, byte[] bytes) {
    return new Rule(
        "broken." + name,
        "ends with 2 on " + what,
        bench -> {
          bench.ready().subject().sendRaw(bytes);
          bench.expectEnd(NODE_GONE);
        });
  }

  private static Frame run(String endpoint, CallInput call) {
    return new Frame(FrameType.RUN, 0, new RunPayload(endpoint, List.of(call)).encode());
  }

  private static CallInput echo(long id) {
    return new CallInput(id, bytes("{\"do\":\"echo\"}"));
  }

  private static byte[] header(int length, int type) {
    return ByteBuffer.allocate(Integer.BYTES + HEADER_BYTES)
        .putInt(length)
        .put((byte) type)
        .putLong(0)
        .array();
  }

  /** A length and nothing behind it: a worker must not wait for more. */
  private static byte[] length(int length) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(length).array();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
