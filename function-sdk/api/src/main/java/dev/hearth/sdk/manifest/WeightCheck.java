package dev.hearth.sdk.manifest;

import dev.hearth.sdk.blob.BlobDigest;
import dev.hearth.sdk.descriptor.WeightSet;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.TreeSet;

/** Whether the files of a version are the weights that its descriptor declares. */
final class WeightCheck {
  private WeightCheck() {}

  /**
   * Checks one set.
   *
   * @param files of the whole version, sorted by path
   * @throws IllegalArgumentException naming what differs
   */
  static void check(WeightSet set, List<ManifestFile> files) {
    String folder = folder(set);
    List<ManifestFile> present =
        files.stream().filter(file -> file.path().startsWith(folder)).toList();
    demand(!present.isEmpty(), "weights are declared, but " + folder + " is empty");
    if (!set.files().isEmpty()) {
      checkNames(set, present.stream().map(f -> f.path().substring(folder.length())).toList());
    }
    if (!set.digest().isEmpty()) {
      String digest = digest(folder, present);
      demand(
          set.digest().equals(digest),
          "weights \"%s\" have the digest %s, declared is %s"
              .formatted(set.name(), digest, set.digest()));
    }
  }

  private static void checkNames(WeightSet set, List<String> present) {
    var missing = new TreeSet<>(set.files());
    missing.removeAll(present);
    demand(missing.isEmpty(), folder(set) + " lacks the declared " + missing);
    var others = new TreeSet<>(present);
    others.removeAll(set.files());
    demand(others.isEmpty(), folder(set) + " has " + others + ", not declared");
  }

  /** Over names and contents: a line of digest, two spaces and path for each file. */
  private static String digest(String folder, List<ManifestFile> files) {
    var lines = new StringBuilder();
    for (ManifestFile file : files) {
      lines.append(file.digest().hex()).append("  ");
      lines.append(file.path(), folder.length(), file.path().length()).append('\n');
    }
    return BlobDigest.of(lines.toString().getBytes(StandardCharsets.UTF_8)).hex();
  }

  private static String folder(WeightSet set) {
    return "weights/" + set.name() + "/";
  }

  private static void demand(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }
}
