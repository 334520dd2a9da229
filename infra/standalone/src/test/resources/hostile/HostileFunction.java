package hostile;

import dev.hearth.sdk.function.Billing;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.HearthFunction;
import dev.hearth.sdk.function.UnaryFunction;
import java.io.File;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Tries what a function must not be able to do, and tells how far it came. */
@HearthFunction(
    name = "hostile",
    title = "Hostile",
    summary = "Tries to break out.",
    category = "test",
    timeoutSeconds = 60)
@Billing
public final class HostileFunction
    implements UnaryFunction<HostileFunction.Input, HostileFunction.Output> {
  /** What to try, and on what. */
  public record Input(String attempt, String target) {}

  /** How it went: whether it was refused, and the reason or the loot. */
  public record Output(boolean refused, String text) {}

  @Override
  public Output run(Input input, Call call) {
    try {
      return new Output(false, attempt(input));
    } catch (Exception | OutOfMemoryError e) {
      return new Output(true, e.toString());
    }
  }

  private static String attempt(Input input) throws Exception {
    return switch (input.attempt()) {
      case "read" -> Files.readString(Path.of(input.target()));
      case "write" -> Files.writeString(Path.of(input.target()), "owned").toString();
      case "list" -> String.join("\n", Arrays.asList(list(input.target())));
      case "environment" -> System.getenv().toString();
      case "properties" -> System.getProperties().toString();
      case "connect" -> connect(input.target());
      case "resolve" -> InetAddress.getByName(input.target()).toString();
      case "execute" -> Integer.toString(new ProcessBuilder(input.target()).start().waitFor());
      case "threads" -> threads(Integer.parseInt(input.target()));
      case "memory" -> memory();
      case "exit" -> exit();
      case "halt" -> halt();
      default -> throw new IllegalArgumentException(input.attempt());
    };
  }

  private static String[] list(String folder) {
    String[] names = new File(folder).list();
    if (names == null) {
      throw new IllegalStateException("can't list " + folder);
    }
    return names;
  }

  private static String connect(String address) throws Exception {
    int colon = address.lastIndexOf(':');
    int port = Integer.parseInt(address.substring(colon + 1));
    try (Socket socket = new Socket(address.substring(0, colon), port)) {
      socket.getOutputStream().write("GET / HTTP/1.0\r\n\r\n".getBytes());
      return new String(socket.getInputStream().readNBytes(16));
    }
  }

  private static String threads(int wanted) {
    var end = new CountDownLatch(1);
    try {
      for (int i = 0; i < wanted; i++) {
        Thread.ofPlatform().daemon().start(() -> await(end));
      }
      return wanted + " threads";
    } finally {
      end.countDown();
    }
  }

  private static void await(CountDownLatch end) {
    try {
      end.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String memory() {
    List<byte[]> hoard = new ArrayList<>();
    while (hoard.size() < 64 * 1024) {
      hoard.add(new byte[1 << 20]);
    }
    return hoard.size() + " MiB";
  }

  private static String exit() {
    System.exit(0);
    return "still here";
  }

  private static String halt() {
    Runtime.getRuntime().halt(1);
    return "still here";
  }
}
