package dev.hearth.runtime.worker;

import java.io.IOException;
import java.util.Map;

/** Gives a worker that starts the secrets that its function wants. */
@FunctionalInterface
public interface SecretSource {
  /** For functions that want none. */
  SecretSource NONE = Map::of;

  /**
   * Values by name. Blocking; an interrupt ends the wait.
   *
   * @throws IOException if the worker can't be given all of them; the message is a sentence for the
   *     function's owner
   */
  Map<String, String> get() throws IOException;
}
