package dev.hearth.runtime.doctor;

import dev.hearth.runtime.egress.Egress;
import dev.hearth.runtime.egress.EgressConfig;
import dev.hearth.runtime.egress.EgressProxy;
import dev.hearth.runtime.sandbox.Finding;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/** Tries the guard of workers' ways out with what it must refuse. */
final class EgressExamination {
  private EgressExamination() {}

  static Finding of(EgressConfig config) {
    ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    try (var egress = new Egress(config, timer);
        var inside = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return of(config, egress, "localhost:" + inside.getLocalPort());
    } catch (IOException | IllegalArgumentException e) {
      return broken(String.valueOf(e.getMessage()));
    } finally {
      timer.shutdownNow();
    }
  }

  private static Finding of(EgressConfig config, Egress egress, String inside) throws IOException {
    Path folder = Files.createTempDirectory("hearth-egress-");
    Path socket = folder.resolve("s");
    try (EgressProxy _ = egress.open(socket, List.of(inside), _ -> {})) {
      String privateAddress = answer(socket, inside);
      String undeclared = answer(socket, "undeclared.example:443");
      if (!privateAddress.startsWith("HTTP/1.1 403") || !undeclared.startsWith("HTTP/1.1 403")) {
        return broken("the guard let something through");
      }
    } finally {
      Files.deleteIfExists(socket);
      Files.delete(folder);
    }
    String but = config.privateHosts().map(hosts -> "; but " + String.join(", ", hosts)).orElse("");
    return new Finding(
        "egress",
        Finding.State.OK,
        "to declared hosts only, and to no address that isn't public" + but,
        "");
  }

  private static String answer(Path socket, String target) throws IOException {
    try (var channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
      String request = "CONNECT " + target + " HTTP/1.1\r\n\r\n";
      int _ = channel.write(ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
      var buffer = ByteBuffer.allocate(64);
      int _ = channel.read(buffer);
      return new String(buffer.array(), 0, buffer.position(), StandardCharsets.US_ASCII);
    }
  }

  private static Finding broken(String why) {
    return new Finding("egress", Finding.State.BROKEN, why, "check hearth.egress.*");
  }
}
