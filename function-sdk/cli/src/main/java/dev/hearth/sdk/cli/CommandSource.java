package dev.hearth.sdk.cli;

import java.util.List;

/**
 * Adds commands to {@code hearth}. Implementations are found by {@link java.util.ServiceLoader}, so
 * that this module need not know the ones that run Hearth itself.
 */
public interface CommandSource {
  /** Command objects as picocli takes them; each call gives new ones. */
  List<Object> commands();
}
