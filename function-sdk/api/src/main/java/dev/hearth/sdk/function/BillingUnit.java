package dev.hearth.sdk.function;

/** What a price is for. The wire word is fal's. */
public enum BillingUnit {
  /** One successful call; the node counts it. */
  REQUEST("request"),
  /** One picture in the output; the node counts them. */
  IMAGE("image"),
  /** A million pixels in the output's pictures; the node measures them. */
  MEGAPIXEL("megapixel"),
  /** A second of output; the function meters it. */
  SECOND("second"),
  /** A thousand characters; the function meters them. */
  THOUSAND_CHARACTERS("1000 characters");

  private final String word;

  BillingUnit(String word) {
    this.word = word;
  }

  /** The word on the wire. */
  public String word() {
    return word;
  }

  /** The unit of that wire word. */
  public static BillingUnit ofWord(String word) {
    for (BillingUnit unit : values()) {
      if (unit.word.equals(word)) {
        return unit;
      }
    }
    throw new IllegalArgumentException("no billing unit \"" + word + "\"");
  }
}
