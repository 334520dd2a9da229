package dev.hearth.sdk.compat;

/**
 * A change that a caller of the live version would notice.
 *
 * {@snippet file="dev/hearth/sdk/snippets/PlatformSnippets.java" region="compat"}
 *
 * @param endpoint path of the endpoint, {@code /} for the function's own
 * @param place where in it: {@code input.points[].x}, {@code output.image}, {@code billing}; empty
 *     for the endpoint as a whole
 * @param reason what is so now, as the end of a sentence whose subject is the place
 */
public record Break(String endpoint, String place, String reason) {
  /** For people, e.g. {@code /edit input.scale: is required now}. */
  @Override
  public String toString() {
    return endpoint + (place.isEmpty() ? "" : " " + place) + ": " + reason;
  }
}
