package dev.hearth.sdk.client;

/**
 * What a function is called by.
 *
 * @param text {@code owner/name}, or {@code owner/name/path} for one endpoint of it
 */
record FunctionId(String text) {
  private static final String SEGMENT = "[A-Za-z0-9_-][A-Za-z0-9._-]*";

  FunctionId {
    if (!text.matches(SEGMENT + "(/" + SEGMENT + ")+")) {
      throw new IllegalArgumentException("\"" + text + "\" is not of the form owner/name");
    }
  }

  /** Requests are the function's, whatever its endpoint. */
  String withoutPath() {
    int end = text.indexOf('/', text.indexOf('/') + 1);
    return end < 0 ? text : text.substring(0, end);
  }
}
