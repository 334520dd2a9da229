package dev.hearth.sdk.snippets;

import dev.hearth.sdk.protocol.FileChunk;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameChannel;
import dev.hearth.sdk.protocol.FrameType;
import dev.hearth.sdk.protocol.Hints;
import dev.hearth.sdk.protocol.ResultPayload;
import dev.hearth.sdk.protocol.RunPayload;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.util.List;
import java.util.Optional;

/** How a worker answers. */
public final class ProtocolSnippets {
  private ProtocolSnippets() {}

  // @start region="echo"
  static void echo(ByteChannel socket) throws IOException {
    try (var channel = new FrameChannel(socket)) {
      for (Optional<Frame> frame = channel.read(); frame.isPresent(); frame = channel.read()) {
        if (frame.get().type() == FrameType.RUN) {
          for (RunPayload.CallInput call : RunPayload.decode(frame.get().payload()).calls()) {
            byte[] file = new FileChunk(0, true, new byte[] {1}).encode();
            channel.write(new Frame(FrameType.FILE, call.callId(), file));
            byte[] result = new ResultPayload(ResultPayload.NOT_METERED, call.json()).encode();
            channel.write(new Frame(FrameType.RESULT, call.callId(), result));
          }
        }
      }
    }
  }

  // @end

  // @start region="hints"
  static boolean suits(Frame worker, String wanted) throws IOException {
    return Hints.decode(worker.payload()).words().contains(wanted);
  }

  static Frame advertise(List<String> adapters) {
    return Frame.of(FrameType.HINTS, 0, new Hints(adapters).encode());
  }
  // @end
}
