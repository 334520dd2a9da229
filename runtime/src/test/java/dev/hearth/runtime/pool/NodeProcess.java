package dev.hearth.runtime.pool;

import java.io.IOException;
import java.util.Map;

/** A node in a process of its own, which can be killed. */
final class NodeProcess {
  /** Stands before the process id of its worker and its folder in what it prints. */
  static final String WORKER = "worker ";

  private NodeProcess() {}

  /** Starts a node with one worker and waits to be killed. */
  public static void main(String[] args) throws IOException, InterruptedException {
    try (var node = new TestNode(Map.of())) {
      node.call(Function.unary(), "for-ever").awaitStart();
      System.out.println(WORKER + node.pools().workers().getFirst().pid() + " " + node.folder());
      Thread.currentThread().join();
    }
  }
}
