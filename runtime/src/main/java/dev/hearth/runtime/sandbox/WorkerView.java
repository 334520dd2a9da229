package dev.hearth.runtime.sandbox;

/**
 * Paths as the worker sees them.
 *
 * @param root the function's files
 * @param scratch the writable folder
 * @param media the folder of the calls' media
 * @param socket the socket to connect to
 */
public record WorkerView(String root, String scratch, String media, String socket) {
  static final String EGRESS_SOCKET = "egress.sock";

  static final WorkerView SANDBOXED =
      new WorkerView("/function", "/scratch", "/media", "/hearth/worker.sock");

  /** The socket of its way out, where it has one. */
  public String egressSocket() {
    return socket.substring(0, socket.lastIndexOf('/') + 1) + EGRESS_SOCKET;
  }
}
