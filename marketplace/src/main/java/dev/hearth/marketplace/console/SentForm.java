package dev.hearth.marketplace.console;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jboss.resteasy.reactive.server.multipart.FormValue;
import org.jboss.resteasy.reactive.server.multipart.MultipartFormDataInput;

/**
 * A multipart form as it came in.
 *
 * @param texts plain parameters; of several with one name the first
 * @param files chosen files by parameter name
 */
record SentForm(Map<String, String> texts, Map<String, SentFile> files) {
  /** A chosen file; it lies on disk until the request ends. */
  record SentFile(Path path, String contentType, String fileName) {}

  static SentForm of(MultipartFormDataInput form) {
    Map<String, String> texts = new HashMap<>();
    Map<String, SentFile> files = new HashMap<>();
    form.getValues()
        .forEach(
            (name, values) -> {
              for (FormValue value : values) {
                if (!value.isFileItem()) {
                  texts.putIfAbsent(name, value.getValue());
                } else if (chosen(value)) {
                  files.putIfAbsent(name, file(value));
                }
              }
            });
    return new SentForm(texts, files);
  }

  // A file control that was left open is sent as an empty file without a name.
  private static boolean chosen(FormValue value) {
    String name = value.getFileName();
    return name != null && !name.isBlank();
  }

  private static SentFile file(FormValue value) {
    String type = value.getHeaders().getFirst("Content-Type");
    return new SentFile(
        value.getFileItem().getFile(),
        type == null || type.isBlank() ? "application/octet-stream" : type,
        plainName(value.getFileName()));
  }

  private static String plainName(String name) {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    return last.isBlank() ? "file" : last;
  }
}
