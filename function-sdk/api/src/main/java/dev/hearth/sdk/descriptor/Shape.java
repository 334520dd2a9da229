package dev.hearth.sdk.descriptor;

/** Which of the three function shapes a function has. */
public enum Shape {
  UNARY,
  BATCH,
  ITERATIVE;

  /** The word in the descriptor. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }

  static Shape ofWord(String word) {
    for (Shape shape : values()) {
      if (shape.word().equals(word)) {
        return shape;
      }
    }
    throw new IllegalArgumentException("no function shape \"" + word + "\"");
  }
}
