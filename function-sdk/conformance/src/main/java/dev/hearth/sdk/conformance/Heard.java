package dev.hearth.sdk.conformance;

import dev.hearth.sdk.protocol.Frame;

/** What comes from a worker. */
sealed interface Heard {
  /** A frame that keeps to the rules. */
  record Said(Frame frame) implements Heard {}

  /** One that doesn't, or what is no frame. */
  record Broke(String rule) implements Heard {}

  /** It closed the socket, or ended before it connected. */
  record Ended(String how) implements Heard {}
}
