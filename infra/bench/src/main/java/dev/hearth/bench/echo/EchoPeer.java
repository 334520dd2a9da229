package dev.hearth.bench.echo;

import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameChannel;
import dev.hearth.sdk.protocol.FrameType;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.util.Optional;

/** The other process of the echo: answers every frame of one connection with its own payload. */
public final class EchoPeer {
  private EchoPeer() {}

  /** Listens on the socket that the one argument names. */
  public static void main(String[] arguments) throws IOException {
    try (var server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(UnixDomainSocketAddress.of(Path.of(arguments[0])));
      try (var channel = new FrameChannel(server.accept())) {
        for (Optional<Frame> frame = channel.read(); frame.isPresent(); frame = channel.read()) {
          channel.write(new Frame(FrameType.RESULT, frame.get().callId(), frame.get().payload()));
        }
      }
    }
  }
}
