package dev.hearth.examples.texttoimage;

/**
 * What a prompt says to the network.
 *
 * @param states MiniLM's last hidden state of each token, {@code [tokens, 384]}
 */
record Text(float[] states) {
  /** Values of one token. */
  static final int WIDTH = 384;

  /** Nothing is said. */
  static final Text NONE = new Text(new float[0]);

  int tokens() {
    return states.length / WIDTH;
  }
}
