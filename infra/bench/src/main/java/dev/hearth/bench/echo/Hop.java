package dev.hearth.bench.echo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameChannel;
import dev.hearth.sdk.protocol.FrameType;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One connection to the other process, shared by all requests. */
@Singleton
final class Hop {
  private final HopConfig config;
  private final ObjectMapper json;
  private final AtomicLong ids = new AtomicLong();
  private final ConcurrentMap<Long, CompletableFuture<JsonNode>> waiting =
      new ConcurrentHashMap<>();
  private @Nullable FrameChannel channel;

  Hop(HopConfig config, ObjectMapper json) {
    this.config = config;
    this.json = json;
  }

  CompletionStage<JsonNode> send(JsonNode body) {
    long id = ids.incrementAndGet();
    var answer = new CompletableFuture<JsonNode>();
    waiting.put(id, answer);
    try {
      channel().write(new Frame(FrameType.RUN, id, json.writeValueAsBytes(body)));
    } catch (IOException e) {
      waiting.remove(id);
      answer.completeExceptionally(e);
    }
    return answer;
  }

  private synchronized FrameChannel channel() throws IOException {
    if (channel == null) {
      var address = UnixDomainSocketAddress.of(config.socket().orElseThrow());
      SocketChannel socket = SocketChannel.open(StandardProtocolFamily.UNIX);
      socket.connect(address);
      FrameChannel opened = new FrameChannel(socket);
      Thread.ofPlatform().daemon().name("hop").start(() -> receive(opened));
      channel = opened;
    }
    return channel;
  }

  private void receive(FrameChannel from) {
    try {
      for (Optional<Frame> frame = from.read(); frame.isPresent(); frame = from.read()) {
        CompletableFuture<JsonNode> answer = waiting.remove(frame.get().callId());
        if (answer != null) {
          answer.complete(json.readTree(frame.get().payload()));
        }
      }
    } catch (IOException e) {
      waiting.values().forEach(answer -> answer.completeExceptionally(e));
    }
  }

  @PreDestroy
  synchronized void close() {
    try {
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
