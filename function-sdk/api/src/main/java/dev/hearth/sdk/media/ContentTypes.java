package dev.hearth.sdk.media;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a file is, by its content where that tells, and what a browser may do with it.
 *
 * {@snippet file="dev/hearth/sdk/snippets/NodeSnippets.java" region="picture"}
 */
public final class ContentTypes {
  /** Of a file that nobody knows more of. */
  public static final String UNKNOWN = "application/octet-stream";

  private static final Pattern SHAPE =
      Pattern.compile("[a-z0-9][a-z0-9!#$&^_.+-]{0,63}/[a-z0-9][a-z0-9!#$&^_.+-]{0,63}");
  private static final Pattern INLINE =
      Pattern.compile("image/(png|jpeg|webp|gif|avif)|(video|audio)/[a-z0-9.+-]+");
  private static final Pattern ACTIVE = Pattern.compile(".*(html|xml|svg|script|css).*");

  private ContentTypes() {}

  /** The type that is stored for a file whose sender told {@code told}. */
  public static String of(Path file, String told) throws IOException {
    Optional<ImageHeader> header = ImageHeader.of(file);
    return header.isPresent() ? header.get().contentType() : cleaned(told);
  }

  /** A told type without parameters; unknown when it is malformed. */
  public static String cleaned(String told) {
    int parameters = told.indexOf(';');
    String bare =
        (parameters < 0 ? told : told.substring(0, parameters)).trim().toLowerCase(Locale.ROOT);
    return SHAPE.matcher(bare).matches() ? bare : UNKNOWN;
  }

  /** Whether a browser may show it instead of saving it. */
  public static boolean inline(String contentType) {
    return INLINE.matcher(contentType).matches() && !ACTIVE.matcher(contentType).matches();
  }
}
