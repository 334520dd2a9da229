package dev.hearth.sdk.testkit.node;

import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where media of inputs come from that aren't in the input itself. */
public interface MediaSource {
  /** Files of this machine, by {@code file:} URLs; nothing is fetched. */
  MediaSource THIS_MACHINE = (url, into) -> localFile(url);

  /**
   * The file of a URL.
   *
   * @param into a new file, empty, to keep it in; it may also stay where it is
   * @throws CallException with {@code FILE_DOWNLOAD_ERROR} if it can't be had
   */
  Path file(String url, Path into);

  private static Path localFile(String url) {
    if (!url.startsWith("file:")) {
      throw new CallException(
          ErrorCode.FILE_DOWNLOAD_ERROR,
          "nothing is fetched here; give the file itself, as a file: URL or a data: URI");
    }
    try {
      Path path = Path.of(URI.create(url));
      if (Files.isRegularFile(path)) {
        return path;
      }
    } catch (IllegalArgumentException e) {
      throw new CallException(ErrorCode.FILE_DOWNLOAD_ERROR, "\"" + url + "\" is no file", e);
    }
    throw new CallException(ErrorCode.FILE_DOWNLOAD_ERROR, "there is no file " + url);
  }
}
