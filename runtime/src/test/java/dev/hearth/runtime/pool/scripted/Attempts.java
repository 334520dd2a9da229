package dev.hearth.runtime.pool.scripted;

import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

/** What a function may try in order to get out, and how far it got. */
final class Attempts {
  private Attempts() {}

  static String make(JsonObject input) throws InterruptedException {
    try {
      return attempt(input).print();
    } catch (IOException | RuntimeException e) {
      return JsonObject.builder().put("refused", e.toString()).build().print();
    }
  }

  private static Json attempt(JsonObject input) throws IOException, InterruptedException {
    return switch (input.string("do")) {
      case "read" -> Json.of(Files.readString(path(input)));
      case "read media" ->
          Json.of(Files.readString(Path.of(URI.create(input.object("image").string("url")))));
      case "list" -> list(path(input));
      case "write" -> {
        Files.writeString(path(input), "was here");
        yield Json.of("written");
      }
      case "write much" -> writeMuch(path(input));
      case "environment" -> JsonArray.ofStrings(List.copyOf(System.getenv().keySet()));
      case "connect" -> connect(input.string("host"), input.require("port").asInt());
      case "interfaces" ->
          JsonArray.ofStrings(
              Collections.list(NetworkInterface.getNetworkInterfaces()).stream()
                  .map(NetworkInterface::getName)
                  .toList());
      case "processes" -> processes();
      case "threads" -> threads();
      case "memory" -> memory(input.integer("bytes"));
      case "heap" -> heap();
      case "fork bomb" -> {
        Process _ = Bomb.start("multiply");
        yield stay();
      }
      case "child" -> Json.of(Bomb.start("stay").pid());
      case "many files" -> manyFiles(path(input));
      case "spin" -> spin();
      case "print for ever" -> printForEver();
      case "unix socket" -> {
        try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(path(input)))) {
          yield Json.of("connected to " + channel.getRemoteAddress());
        }
      }
      case "system call" -> Json.of(systemCall(input));
      default -> throw new IllegalArgumentException("can't do " + input.print());
    };
  }

  private static Path path(JsonObject input) {
    return Path.of(input.string("path"));
  }

  private static Json list(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return JsonArray.ofStrings(files.map(file -> file.getFileName().toString()).toList());
    }
  }

  private static Json writeMuch(Path file) throws IOException {
    byte[] mebibyte = new byte[1 << 20];
    try (var out = Files.newOutputStream(file)) {
      for (int i = 0; i < 4096; i++) {
        out.write(mebibyte);
      }
    }
    return Json.of("written");
  }

  private static Json connect(String host, int port) throws IOException {
    try (var channel = SocketChannel.open()) {
      channel.socket().connect(new InetSocketAddress(host, port), 2000);
      return Json.of("connected");
    }
  }

  private static Json processes() {
    return JsonObject.builder()
        .put("count", ProcessHandle.allProcesses().count())
        .put("pid", ProcessHandle.current().pid())
        .build();
  }

  /** Threads are processes to the kernel's limits. */
  private static Json threads() {
    int count = 0;
    try {
      while (count < 5000) {
        Thread.ofPlatform().daemon(true).start(Attempts::sleep);
        count++;
      }
    } catch (OutOfMemoryError e) {
      return JsonObject.builder().put("stoppedAt", count).build();
    }
    return JsonObject.builder().put("startedAll", count).build();
  }

  private static void sleep() {
    try {
      new java.util.concurrent.CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Json heap() {
    var hoard = new ArrayList<byte[]>();
    while (hoard.size() < 1 << 20) {
      hoard.add(new byte[1 << 20]);
    }
    return Json.of("hoarded");
  }

  private static Json stay() throws InterruptedException {
    new CountDownLatch(1).await();
    return Json.of("not reached");
  }

  private static Json spin() {
    for (int cpu = 1; cpu < 8; cpu++) {
      Thread.ofPlatform().start(Attempts::spin);
    }
    while (!Thread.interrupted()) {
      Thread.onSpinWait();
    }
    return Json.of("interrupted");
  }

  private static Json manyFiles(Path folder) throws IOException {
    for (int file = 0; file < 1 << 20; file++) {
      Files.createFile(folder.resolve("f" + file));
    }
    return Json.of("created");
  }

  private static Json printForEver() {
    String mebibyte = "x".repeat(1 << 20);
    while (!Thread.interrupted()) {
      System.out.println(mebibyte);
    }
    return Json.of("interrupted");
  }

  private static long systemCall(JsonObject input) {
    return SystemCall.error(
        input.integer("number"),
        input.integer("first"),
        input.integer("second"),
        input.integer("third"));
  }

  private static Json memory(long bytes) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(bytes);
      memory.fill((byte) 1);
      return Json.of("allocated");
    }
  }
}
