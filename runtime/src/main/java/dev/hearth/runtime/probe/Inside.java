package dev.hearth.runtime.probe;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Tries what a function must not be able to do and reads what the kernel says of this process. Each
 * fact is a line {@code name=value} on standard output. It stands in the sandbox as this one class
 * file, so it has neither nested classes nor any library.
 */
public final class Inside {
  /** Folders in which a function must not be able to write. */
  private static final List<String> FOLDERS =
      List.of("/", "/dev", "/dev/shm", "/jdk", "/limits", "/proc", "/proc/sys/kernel", "/tmp");

  /** The last line; the node makes this file appear beside the class when it has seen enough. */
  public static final String END = "end=1";

  private static final int POLLS = 500;

  private Inside() {}

  /**
   * Arguments: a port on which the node listens, a file that only the node may read, how many MiB
   * to write to the scratch folder.
   */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
      int colon = line.indexOf(':');
      if (line.startsWith("Cap") || line.startsWith("NoNewPrivs") || line.startsWith("Seccomp:")) {
        tell(line.substring(0, colon), line.substring(colon + 1).strip());
      }
    }
    tell("processes", Integer.toString(processes()));
    tell("network", connects(Integer.parseInt(arguments[0])) ? "reached" : "refused");
    tell("file", Files.isReadable(Path.of(arguments[1])) ? "read" : "refused");
    tell("writable", String.join(" ", writable()));
    tell("environment", String.join(" ", System.getenv().keySet()));
    for (String line : Files.readAllLines(Path.of("/proc/self/limits"))) {
      if (line.startsWith("Max ")) {
        String[] columns = line.split(" {2,}", -1);
        tell(columns[0], columns[1]);
      }
    }
    int mostMib = Integer.parseInt(arguments[2]);
    tell("scratchMiB", Integer.toString(filled(Path.of("/scratch/much"), mostMib)));
    System.out.println(END);
    Path mayEnd = Path.of(System.getProperty("java.class.path"), "end");
    for (int poll = 0; poll < POLLS && !Files.exists(mayEnd); poll++) {
      Thread.sleep(20);
    }
  }

  private static void tell(String name, String value) {
    System.out.println(name + "=" + value);
  }

  private static int processes() {
    String[] names = new File("/proc").list();
    int count = 0;
    for (String name : names == null ? new String[0] : names) {
      count += Character.isDigit(name.charAt(0)) ? 1 : 0;
    }
    return count;
  }

  private static boolean connects(int port) {
    try (var socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 2000);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static List<String> writable() {
    var writable = new ArrayList<String>();
    for (String folder : FOLDERS) {
      if (takesFiles(folder)) {
        writable.add(folder);
      }
    }
    return writable;
  }

  private static boolean takesFiles(String folder) {
    Path file = Path.of(folder, "hearth-was-here");
    try {
      Files.write(file, new byte[1]);
      Files.delete(file);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** How many MiB a file can take. */
  private static int filled(Path file, int mostMib) {
    byte[] mebibyte = new byte[1 << 20];
    int written = 0;
    try (OutputStream out = Files.newOutputStream(file)) {
      while (written < mostMib) {
        out.write(mebibyte);
        written++;
      }
    } catch (IOException e) {
      return written; // it is full
    }
    return written;
  }
}
