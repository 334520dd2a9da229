package hostile;

import dev.hearth.sdk.function.Billing;
import dev.hearth.sdk.function.BillingUnit;
import dev.hearth.sdk.function.Call;
import dev.hearth.sdk.function.HearthFunction;
import dev.hearth.sdk.function.UnaryFunction;
import dev.hearth.sdk.protocol.Frame;
import dev.hearth.sdk.protocol.FrameType;
import dev.hearth.sdk.protocol.ResultPayload;
import java.io.File;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
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
@Billing(unit = BillingUnit.SECOND, maxUnits = 2)
public final class HostileFunction
    implements UnaryFunction<HostileFunction.Input, HostileFunction.Output> {
  /** What to try, and on what. */
  public record Input(String attempt, String target) {}

  /** How it went: whether it was refused, and the reason or the loot. */
  public record Output(boolean refused, String text) {}

  private static final long BOUND_MICRO_UNITS = 2_000_000;

  @Override
  public Output run(Input input, Call call) {
    call.meter(BOUND_MICRO_UNITS);
    try {
      return new Output(false, attempt(input, call));
    } catch (Exception | OutOfMemoryError e) {
      return new Output(true, e.toString());
    }
  }

  private static String attempt(Input input, Call call) throws Exception {
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
      case "link" -> {
        Path link = Path.of("/scratch/link");
        Files.deleteIfExists(link);
        yield Files.readString(Files.createSymbolicLink(link, Path.of(input.target())));
      }
      case "spin" -> spin();
      case "print" -> print();
      case "disk" -> fill(Path.of("/scratch/disk"));
      case "frame" -> frame(call, Long.parseLong(input.target()));
      case "kill" -> Boolean.toString(parent().destroyForcibly()) + parent().isAlive();
      case "return" -> "x".repeat(Integer.parseInt(input.target()));
      case "meter" -> {
        call.meter(BOUND_MICRO_UNITS + Long.parseLong(input.target()));
        yield "metered";
      }
      case "log" -> {
        call.log(input.target());
        System.out.println(input.target());
        yield "logged";
      }
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

  private static String spin() {
    for (int cpu = 1; cpu < 8; cpu++) {
      Thread.ofPlatform().daemon().start(HostileFunction::spin);
    }
    while (true) {
      Thread.onSpinWait();
    }
  }

  private static String print() {
    String line = "x".repeat(1 << 16);
    for (int i = 0; i < 1 << 14; i++) {
      System.out.println(line);
    }
    return "a gigabyte";
  }

  private static String fill(Path file) throws Exception {
    byte[] mebibyte = new byte[1 << 20];
    try (var out = Files.newOutputStream(file)) {
      for (int i = 0; i < 1 << 14; i++) {
        out.write(mebibyte);
      }
    }
    return "16 GiB";
  }

  private static ProcessHandle parent() {
    return ProcessHandle.current().parent().orElseThrow();
  }

  /** Answers a call that isn't ours, past the harness: its objects are within reach. */
  private static String frame(Call call, long id) throws Exception {
    Object link = linkOf(call);
    Method send = link.getClass().getDeclaredMethod("write", Frame.class);
    send.setAccessible(true);
    byte[] answer = "{\"stolen\":true}".getBytes(StandardCharsets.UTF_8);
    send.invoke(link, new Frame(FrameType.RESULT, id, new ResultPayload(-1, answer).encode()));
    return "sent";
  }

  private static Object linkOf(Call call) throws Exception {
    for (Field field : call.getClass().getDeclaredFields()) {
      if (field.getType().getSimpleName().equals("NodeLink")) {
        field.setAccessible(true);
        return field.get(call);
      }
    }
    throw new IllegalStateException("no way to the node in " + call.getClass());
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
