package dev.hearth.runtime.sandbox;

import java.util.LinkedHashMap;
import java.util.Map;

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

  /** Environment of a program; a function in Java has none. */
  Map<String, String> environment(String path) {
    var environment = new LinkedHashMap<String, String>();
    environment.put("PATH", path);
    environment.put("HOME", scratch);
    environment.put("TMPDIR", scratch);
    environment.put("LANG", "C.UTF-8");
    environment.put("USER", "worker"); // there is no file of users to look it up in
    return environment;
  }

  static final WorkerView SANDBOXED =
      new WorkerView("/function", "/scratch", "/media", "/hearth/worker.sock");

  /** The socket of its way out, where it has one. */
  public String egressSocket() {
    return socket.substring(0, socket.lastIndexOf('/') + 1) + EGRESS_SOCKET;
  }
}
