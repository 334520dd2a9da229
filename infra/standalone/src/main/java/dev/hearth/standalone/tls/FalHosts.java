package dev.hearth.standalone.tls;

import java.util.List;

/**
 * The hosts which fal's clients call and the runtime serves. fal's media hosts aren't among them:
 * media have URLs of their own here, and a link to a file at fal must go on leading there.
 */
public final class FalHosts {
  /** Their names. */
  public static final List<String> NAMES =
      List.of("fal.run", "queue.fal.run", "rest.fal.ai", "rest.alpha.fal.ai");

  private FalHosts() {}
}
