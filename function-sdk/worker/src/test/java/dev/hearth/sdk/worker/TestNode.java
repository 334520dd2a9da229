package dev.hearth.sdk.worker;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.hearth.sdk.demo.EchoCodec;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.protocol.FileChunk;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameChannel;
import dev.hearth.sdk.protocol.FrameType;
import dev.hearth.sdk.protocol.ResultPayload;
import dev.hearth.sdk.protocol.RunPayload;
import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The node's side: starts a real worker in a JVM of its own and speaks with it. Its class path has
 * the harness, the API and the test's functions, nothing else.
 */
final class TestNode implements AutoCloseable {
  private final Path folder;
  private final Process process;
  private final ServerSocketChannel server;
  private final FrameChannel channel;
  private final List<Frame> logs = new ArrayList<>();
  private final ArrayDeque<Frame> ahead = new ArrayDeque<>();
  private String takes = "\"HINTS\"";

  private TestNode(Path folder, Process process, ServerSocketChannel server, FrameChannel channel) {
    this.folder = folder;
    this.process = process;
    this.server = server;
    this.channel = channel;
  }

  /** A worker that has connected; the folder holds its socket, files and scratch. */
  static TestNode start(Path folder, String... jvmOptions) throws IOException {
    Files.createDirectories(folder.resolve("root/weights/small"));
    Files.createDirectories(folder.resolve("scratch"));
    Path place = Files.createTempDirectory("worker"); // short, as bind demands
    place.toFile().deleteOnExit();
    Path socket = place.resolve("s");
    socket.toFile().deleteOnExit(); // the other way round: what is registered last goes first
    var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    server.bind(UnixDomainSocketAddress.of(socket));
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx128m"));
    command.addAll(List.of(jvmOptions));
    command.addAll(List.of("-cp", classPath(), Main.class.getName(), socket.toString()));
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("output").toFile())
            .start();
    return new TestNode(folder, process, server, new FrameChannel(server.accept()));
  }

  /** A worker that is ready to run the function of a codec. */
  static TestNode ready(Path folder, Class<?> codec, String shape, int callsAtOnce)
      throws IOException {
    TestNode node = start(folder);
    node.expect(FrameType.HELLO);
    node.load(codec.getName(), shape, callsAtOnce);
    node.expect(FrameType.READY);
    return node;
  }

  static String classPath() {
    return String.join(
        File.pathSeparator, location(Main.class), location(Json.class), location(EchoCodec.class));
  }

  private static String location(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  Path scratch() {
    return folder.resolve("scratch");
  }

  Path root() {
    return folder.resolve("root");
  }

  Process process() {
    return process;
  }

  /** What the process wrote to its real standard streams. */
  String output() throws IOException {
    return Files.readString(folder.resolve("output"));
  }

  /** From here on a node that knows of no frame beyond those that every node takes. */
  void takesNothingMore() {
    takes = "";
  }

  void load(String codecClass, String shape, int callsAtOnce) throws IOException {
    load(codecClass, shape, callsAtOnce, "");
  }

  /**
   * @param key JSON strings, separated by commas: the fields that must be equal within a batch
   */
  void load(String codecClass, String shape, int callsAtOnce, String key) throws IOException {
    boolean unary = shape.equals("unary");
    send(
        FrameType.LOAD,
        0,
        """
        {"descriptor":{"descriptor_version":1,"shape":"%s","codec_class":"%s","concurrency":%d,
         "batching":{"max_size":%d,"key":[%s]}},"root":"%s","scratch":"%s",
         "device":{"kind":"cpu","index":0,"memory_bytes":1048576,"threads":2},
         "secrets":{"TOKEN":"s3cret"},"takes":[%s]}
        """
            .formatted(
                shape,
                codecClass,
                unary ? callsAtOnce : 1,
                unary ? 1 : callsAtOnce,
                key,
                root(),
                scratch(),
                takes));
  }

  void send(FrameType type, long callId, String payload) throws IOException {
    channel.write(Frame.of(type, callId, payload));
  }

  void send(Frame frame) throws IOException {
    channel.write(frame);
  }

  /** Runs one call. */
  void run(long callId, String input) throws IOException {
    runBatch("/", new String[] {input}, callId);
  }

  /** Runs a batch: an input for each id. */
  void runBatch(String endpoint, String[] inputs, long... callIds) throws IOException {
    var calls = new ArrayList<RunPayload.CallInput>();
    for (int i = 0; i < inputs.length; i++) {
      calls.add(new RunPayload.CallInput(callIds[i], inputs[i].getBytes(StandardCharsets.UTF_8)));
    }
    send(new Frame(FrameType.RUN, 0, new RunPayload(endpoint, calls).encode()));
  }

  /** The next frame that is no {@code LOG}; those are kept aside. */
  Frame next() throws IOException {
    if (!ahead.isEmpty()) {
      return ahead.removeFirst();
    }
    while (true) {
      Frame frame = nextOfAny();
      if (frame.type() != FrameType.LOG) {
        return frame;
      }
      logs.add(frame);
    }
  }

  /** Reads one frame now, which is heard later. */
  void readAhead() throws IOException {
    Frame frame = nextOfAny();
    if (frame.type() == FrameType.LOG) {
      logs.add(frame);
    } else {
      ahead.add(frame);
    }
  }

  Frame nextOfAny() throws IOException {
    return channel.read().orElseThrow(() -> new IOException("the worker closed the socket"));
  }

  /** Reads until the worker closes; whatever still comes apart from logs is an error. */
  void expectEnd() throws IOException {
    try {
      for (var frame = channel.read(); frame.isPresent(); frame = channel.read()) {
        assertEquals(FrameType.LOG, frame.get().type(), frame.get().text());
        logs.add(frame.get());
      }
    } catch (java.net.SocketException e) {
      // Linux resets the connection when the peer ends with bytes of ours unread.
    }
  }

  int exitCode() throws IOException, InterruptedException {
    expectEnd();
    return process.waitFor();
  }

  Frame expect(FrameType type) throws IOException {
    Frame frame = next();
    assertEquals(type, frame.type(), frame.text());
    return frame;
  }

  JsonObject expectJson(FrameType type, long callId) throws IOException {
    Frame frame = expect(type);
    assertEquals(callId, frame.callId());
    return Json.parseObject(frame.text());
  }

  /** The error of a call. */
  JsonObject expectError(long callId) throws IOException {
    return expectJson(FrameType.ERROR, callId);
  }

  /** The output of a call. */
  Json expectResult(long callId) throws IOException {
    return Json.parse(new String(expectPayload(callId).json(), StandardCharsets.UTF_8));
  }

  ResultPayload expectPayload(long callId) throws IOException {
    Frame frame = expect(FrameType.RESULT);
    assertEquals(callId, frame.callId());
    return ResultPayload.decode(frame.payload());
  }

  /** The next file of a call, whole. */
  byte[] expectFile(long callId, int index) throws IOException {
    var content = new java.io.ByteArrayOutputStream();
    while (true) {
      Frame frame = expect(FrameType.FILE);
      FileChunk chunk = FileChunk.decode(frame.payload());
      assertEquals(callId, frame.callId());
      assertEquals(index, chunk.index());
      content.writeBytes(chunk.bytes());
      if (chunk.last()) {
        return content.toByteArray();
      }
    }
  }

  /** Logs so far as {@code call id, level, message}. */
  List<String> logs() {
    return logs.stream()
        .map(
            frame -> {
              JsonObject line = Json.parseObject(frame.text());
              return frame.callId() + " " + line.string("level") + " " + line.string("message");
            })
        .toList();
  }

  /** Reads frames until a log line fits. */
  void awaitLog(Predicate<String> wanted) throws IOException {
    while (logs().stream().noneMatch(wanted)) {
      Frame frame = nextOfAny();
      assertEquals(FrameType.LOG, frame.type(), frame.text());
      logs.add(frame);
    }
  }

  void closeSocket() throws IOException {
    channel.close();
  }

  @Override
  public void close() throws IOException {
    channel.close();
    server.close();
    process.destroyForcibly();
  }

  @Override
  public String toString() {
    return "TestNode" + Arrays.asList(logs());
  }
}
