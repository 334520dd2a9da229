package dev.hearth.runtime.pool.hosted;

import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.FunctionCodec;
import dev.hearth.sdk.function.FunctionShape;
import dev.hearth.sdk.function.UnaryFunction;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;

/** Takes {@code {"how", "to"}} and tells what came back, or why nothing did. */
public final class ReachCodec implements FunctionCodec<Json, Json> {
  @Override
  public FunctionShape<Json, Json> create() {
    return new Reach();
  }

  @Override
  public Json decode(Json input) {
    return input;
  }

  @Override
  public Json encode(Json output) {
    return output;
  }

  private static final class Reach implements UnaryFunction<Json, Json> {
    @Override
    public Json run(Json input, Call call) throws InterruptedException {
      JsonObject wanted = input.asObject();
      var answer = JsonObject.builder();
      try {
        return answer.put("got", reach(wanted.string("how"), wanted.string("to"))).build();
      } catch (IOException e) {
        return answer.put("refused", e.toString()).build();
      }
    }
  }

  private static String reach(String how, String to) throws IOException, InterruptedException {
    return switch (how) {
      case "client" ->
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(URI.create(to)).build(), BodyHandlers.ofString())
              .body();
      case "url" -> {
        try (var in = URI.create(to).toURL().openStream()) {
          yield new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
      }
      case "tunnel" -> tunnel(address(to));
      case "direct" -> exchange(new Socket(), address(to));
      case "name" -> InetAddress.getByName(to).toString();
      case "raw" -> raw(to);
      default -> throw new IllegalArgumentException(how);
    };
  }

  private static InetSocketAddress address(String to) {
    int colon = to.lastIndexOf(':');
    return InetSocketAddress.createUnresolved(
        to.substring(0, colon), Integer.parseInt(to.substring(colon + 1)));
  }

  private static String tunnel(InetSocketAddress to) throws IOException {
    var proxy =
        new InetSocketAddress(
            System.getProperty("https.proxyHost", "none"),
            Integer.getInteger("https.proxyPort", 1));
    return exchange(new Socket(new Proxy(Proxy.Type.HTTP, proxy)), to);
  }

  private static String exchange(Socket socket, InetSocketAddress to) throws IOException {
    try (socket) {
      socket.connect(to, 5000);
      socket.getOutputStream().write("hello".getBytes(StandardCharsets.UTF_8));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String raw(String request) throws IOException {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of("/hearth/egress.sock"))) {
      ByteBuffer bytes = ByteBuffer.wrap(request.getBytes(StandardCharsets.UTF_8));
      while (bytes.hasRemaining()) {
        int _ = channel.write(bytes);
      }
      channel.shutdownOutput();
      byte[] answer = Channels.newInputStream(channel).readAllBytes();
      return new String(answer, StandardCharsets.UTF_8);
    }
  }
}
