package dev.hearth.runtime.pool;

import dev.hearth.runtime.worker.Worker;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.json.Json.JsonArray;
import dev.hearth.sdk.json.Json.JsonObject;
import dev.hearth.sdk.json.Json.JsonString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import org.jboss.logging.Logger;

/** Puts the media of a call where its worker can read them, and takes them away again. */
final class MediaStage {
  private static final Logger LOG = Logger.getLogger(MediaStage.class);

  private MediaStage() {}

  /** Places the files and returns the input in which their paths stand. */
  static byte[] place(Work work, long callId, Worker worker) throws IOException {
    if (work.media().isEmpty()) {
      return work.input();
    }
    Path folder = folder(callId, worker);
    Files.createDirectory(
        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    for (int n = 0; n < work.media().size(); n++) {
      place(work.media().get(n), folder.resolve(Integer.toString(n)), worker);
    }
    worker.share(folder);
    String prefix = "file://" + worker.mediaFolderInside() + "/" + callId + "/";
    Json input = Json.parse(new String(work.input(), StandardCharsets.UTF_8));
    return rewrite(input, prefix, work.media().size()).print().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * A link costs nothing, but only a file that everybody may read can keep its owner, and only
   * within one mount can there be a link.
   */
  private static void place(Path file, Path target, Worker worker) throws IOException {
    if (!Files.getPosixFilePermissions(file).contains(PosixFilePermission.OTHERS_READ)
        || !linked(file, target)) {
      Files.copy(file, target);
      worker.share(target);
    }
  }

  /** Only trying tells: two mounts of one file system look alike. */
  private static boolean linked(Path file, Path target) throws IOException {
    try {
      Files.createLink(target, file);
      return true;
    } catch (NoSuchFileException e) {
      throw e;
    } catch (FileSystemException e) {
      LOG.debugf("%s is copied: %s", file, e.getReason());
      return false;
    }
  }

  private static Json rewrite(Json json, String prefix, int count) {
    return switch (json) {
      case JsonObject(var members) -> {
        var copy = new LinkedHashMap<String, Json>();
        members.forEach(
            (name, value) ->
                copy.put(
                    name,
                    name.equals("url")
                        ? url(value, prefix, count)
                        : rewrite(value, prefix, count)));
        yield new JsonObject(copy);
      }
      case JsonArray(var elements) ->
          new JsonArray(elements.stream().map(element -> rewrite(element, prefix, count)).toList());
      default -> json;
    };
  }

  private static Json url(Json value, String prefix, int count) {
    if (value instanceof JsonString(var text) && text.startsWith(Work.MEDIA_SCHEME)) {
      String number = text.substring(Work.MEDIA_SCHEME.length());
      for (int n = 0; n < count; n++) {
        if (number.equals(Integer.toString(n))) {
          return Json.of(prefix + n);
        }
      }
    }
    return value;
  }

  /** Removes what {@link #place} made; what isn't there is no error. */
  static void remove(Work work, long callId, Worker worker) throws IOException {
    if (work.media().isEmpty()) {
      return;
    }
    Path folder = folder(callId, worker);
    for (int n = 0; n < work.media().size(); n++) {
      Files.deleteIfExists(folder.resolve(Integer.toString(n)));
    }
    Files.deleteIfExists(folder);
  }

  private static Path folder(long callId, Worker worker) {
    return worker.mediaFolder().resolve(Long.toString(callId));
  }

  /** Deletes output files that nobody wants. */
  static void delete(List<Path> files) throws IOException {
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
  }
}
