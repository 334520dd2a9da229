package dev.hearth.sdk.conformance;

import static dev.hearth.sdk.conformance.RuleBrokenException.requireEqual;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** From the command line to READY. */
final class HandshakeRules {
  private static final int USAGE = 64;
  private static final int NODE_GONE = 2;

  private HandshakeRules() {}

  static List<Rule> all() {
    return List.of(
        new Rule(
            "start.nobody-listens",
            "exits with 2 where nobody listens",
            bench -> {
              String nowhere = bench.place().socket().toString();
              requireEqual(NODE_GONE, bench.statusOf(List.of(nowhere)), "the exit status");
            }),
        new Rule(
            "start.no-socket",
            "exits with 64 if its command line names no socket",
            bench -> requireEqual(USAGE, bench.statusOf(List.of()), "the exit status")),
        new Rule("handshake.hello", "says HELLO first, with protocol 1", Bench::started),
        new Rule("handshake.ready", "says READY once it is set up", Bench::ready),
        new Rule(
            "handshake.unknown-members",
            "ignores members of LOAD that it doesn't know",
            HandshakeRules::unknownMembers),
        new Rule(
            "handshake.closed-before-load",
            "exits with 2 if the socket closes before LOAD",
            bench -> {
              bench.started().subject().closeSocket();
              bench.expectExit(NODE_GONE);
            }),
        new Rule(
            "handshake.load-first",
            "ends with 2 if another frame comes before LOAD",
            bench -> {
              bench.started().send(FrameType.DRAIN, 0, "");
              bench.expectEnd(NODE_GONE);
            }),
        new Rule(
            "handshake.load-of-a-call",
            "ends with 2 if LOAD has a call id",
            bench -> {
              String load = load(bench).print();
              bench.started().send(FrameType.LOAD, 1, load);
              bench.expectEnd(NODE_GONE);
            }),
        unreadable("no-json", "no JSON", "{\"descriptor\":"),
        unreadable("no-object", "no object", "[]"),
        unreadable("incomplete", "incomplete", "{\"descriptor\":{}}"),
        new Rule(
            "handshake.load-not-utf-8",
            "ends with 2 if LOAD isn't UTF-8",
            bench -> {
              byte[] load = load(bench).print().getBytes(StandardCharsets.UTF_8);
              load[load.length - 4] = (byte) 0xff; // within the last secret
              bench.started().subject().send(new Frame(FrameType.LOAD, 0, load));
              bench.expectEnd(NODE_GONE);
            }),
        new Rule(
            "set-up.fails",
            "says ERROR with id 0 and exits with 1 if set-up fails",
            bench -> {
              bench.started().load(Bench.secrets("fail", "usual"));
              var _ = bench.expectError(0, "internal_server_error");
              bench.expectEnd(1);
            }),
        new Rule(
            "set-up.weights",
            "finds the function's files below root",
            bench -> {
              bench.ready().run(1, "{\"do\":\"weights\"}");
              requireEqual(Json.of(Place.WORDS), bench.expectValue(1), "the content of a file");
            }),
        new Rule(
            "set-up.secret",
            "gives the function its secrets",
            bench -> {
              bench.ready().run(1, "{\"do\":\"secret\",\"text\":\"TOKEN\"}");
              requireEqual(Json.of("s3cret"), bench.expectValue(1), "the secret");
            }),
        new Rule("set-up.device", "gives the function its device", HandshakeRules::device),
        new Rule(
            "set-up.scratch",
            "writes where LOAD says",
            bench -> {
              bench.ready().run(1, "{\"do\":\"scratch\",\"text\":\"größer\"}");
              var _ = bench.expectResult(1);
              Path note = bench.place().scratch().resolve("note");
              requireEqual("größer", Files.readString(note), "the content of scratch/note");
            }));
  }

  private static Rule unreadable(String name, String what, String payload) {
    return new Rule(
        "handshake.load-" + name,
        "ends with 2 if LOAD is " + what,
        bench -> {
          bench.started().send(FrameType.LOAD, 0, payload);
          bench.expectEnd(NODE_GONE);
        });
  }

  private static JsonObject load(Bench bench) {
    return bench.candidate().load(bench.place(), Bench.USUAL_SECRETS);
  }

  private static void unknownMembers(Bench bench) throws Exception {
    Json anything = Json.parse("{\"a\":[1,null,{\"b\":\"\\u0000\"}]}");
    JsonObject load = load(bench);
    load =
        load.with("x", anything)
            .with("descriptor", load.object("descriptor").with("x", anything))
            .with("device", load.object("device").with("x", anything));
    bench.started().send(FrameType.LOAD, 0, load.print());
    var _ = bench.expect(FrameType.READY, 0);
    bench.serves(1);
  }

  private static void device(Bench bench) throws Exception {
    bench.ready().run(1, "{\"do\":\"device\"}");
    JsonObject device = Place.DEVICE;
    var expected =
        new JsonArray(
            List.of(
                device.require("kind"),
                device.require("index"),
                device.require("memory_bytes"),
                device.require("threads")));
    requireEqual(expected, bench.expectValue(1), "the device");
  }
}
