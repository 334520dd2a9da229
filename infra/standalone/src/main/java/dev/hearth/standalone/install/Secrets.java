package dev.hearth.standalone.install;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** Random secrets, kept in files of their own where they must outlive a start. */
public final class Secrets {
  private static final int BYTES = 32;

  private final Path folder;
  private final SecureRandom random = new SecureRandom();

  public Secrets(Path folder) {
    this.folder = folder;
  }

  /** The secret of that name; made when it is missing. */
  public String kept(String name) throws IOException {
    Path file = folder.resolve(name);
    if (Files.exists(file)) {
      return Files.readString(file).strip();
    }
    String secret = fresh();
    PrivateFiles.write(file, secret + "\n");
    return secret;
  }

  /** A new secret: 256 random bits as hexadecimal digits. */
  public String fresh() {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
