package dev.hearth.runtime.pool.scripted;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;

/** A process that starts others like it for as long as it can. */
public final class Bomb {
  private Bomb() {}

  /** How to start one that goes on ({@code multiply}) or one that only stays. */
  static Process start(String what) throws IOException {
    return new ProcessBuilder(
            "/jdk/bin/java",
            "-Xshare:auto",
            "-XX:+UseSerialGC",
            "-Xmx8m",
            "-cp",
            System.getProperty("java.class.path"),
            Bomb.class.getName(),
            what)
        .start();
  }

  /** Never ends by itself. */
  public static void main(String[] arguments) throws InterruptedException {
    while (arguments[0].equals("multiply")) {
      try {
        Process _ = start("multiply");
      } catch (IOException e) {
        Thread.onSpinWait(); // the limit is reached: another one may end
      }
    }
    new CountDownLatch(1).await();
  }
}
