package dev.hearth.sdk.worker;

import java.io.IOException;
import java.io.PrintStream;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;

/** Starts a worker: its one argument is the path of the node's socket. */
public final class Main {
  private Main() {}

  /** Runs until the node drains the worker or closes the socket. */
  public static void main(String[] arguments) {
    PrintStream ownErrors = System.err; // function code prints elsewhere later
    var process = new OwnProcess();
    if (arguments.length != 1) {
      ownErrors.println("usage: dev.hearth.sdk.worker.Main SOCKET");
      process.exit(ExitCode.USAGE);
    }
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(arguments[0]))) {
      serveOrTell(channel, process, ownErrors);
    } catch (IOException e) {
      ownErrors.println("worker ends: " + StackText.headline(e));
    }
    process.halt(ExitCode.NODE_GONE);
  }

  /** Tells before the socket closes, as any function thread that then writes ends the process. */
  private static void serveOrTell(SocketChannel channel, OwnProcess process, PrintStream errors) {
    try {
      Harness.serve(channel, process);
    } catch (OutOfMemoryError e) {
      process.halt(ExitCode.OUT_OF_MEMORY);
    } catch (Throwable e) {
      errors.println("worker ends: " + StackText.headline(e));
    }
  }
}
