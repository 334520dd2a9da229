package dev.hearth.sdk.standard;

/** How a picture is encoded. */
public enum ImageFormat {
  JPEG,
  PNG;

  /** The media type, e.g. {@code image/png}. */
  public String contentType() {
    return switch (this) {
      case JPEG -> "image/jpeg";
      case PNG -> "image/png";
    };
  }
}
