package dev.hearth.marketplace.secret;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of a key file. To change the key, an operator puts a new line before the old ones and
 * restarts the marketplace, which seals everything anew; then the old line may go.
 */
final class SealingKeys {
  private static final Pattern LINE = Pattern.compile("([A-Za-z0-9_-]{1,32}) ([0-9a-f]{64})");
  private static final int KEY_BYTES = 32;

  private final Map<String, SecretKeySpec> byId;

  private SealingKeys(Map<String, SecretKeySpec> byId) {
    this.byId = byId;
  }

  /** Reads the file, making it where it is missing. */
  static SealingKeys readOrMake(Path file, SecureRandom random) throws IOException {
    if (!Files.exists(file)) {
      make(file, random);
    }
    var byId = new LinkedHashMap<String, SecretKeySpec>();
    int number = 0;
    for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      Matcher key = LINE.matcher(line.strip());
      if (!key.matches() || byId.containsKey(key.group(1))) {
        throw new IllegalStateException(
            "line %d of %s isn't a key id of its own, a space and 64 hexadecimal digits"
                .formatted(number, file));
      }
      byId.put(key.group(1), new SecretKeySpec(HexFormat.of().parseHex(key.group(2)), "AES"));
    }
    if (byId.isEmpty()) {
      throw new IllegalStateException(file + " has no key");
    }
    return new SealingKeys(byId);
  }

  /** Linked into place, so that two starters end with the same key and none reads half of one. */
  private static void make(Path file, SecureRandom random) throws IOException {
    byte[] key = new byte[KEY_BYTES];
    random.nextBytes(key);
    Path folder = file.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path fresh = Files.createTempFile(folder, ".keys", "", ownerOnly);
    try {
      Files.writeString(fresh, "1 " + HexFormat.of().formatHex(key) + "\n");
      Files.createLink(file, fresh);
    } catch (FileAlreadyExistsException _) {
      // Another process was first; its key counts.
    } finally {
      Files.deleteIfExists(fresh);
    }
  }

  /** Id of the key that seals. */
  String newest() {
    return byId.keySet().iterator().next();
  }

  /** The key of that id. */
  Optional<SecretKeySpec> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }
}
