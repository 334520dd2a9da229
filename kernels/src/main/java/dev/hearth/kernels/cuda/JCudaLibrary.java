package dev.hearth.kernels.cuda;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;

/**
 * JCuda's native library as a file that nobody else could have written: taken out of JCuda's jar
 * into a new folder of mode 0700, only if it has the digest known here.
 *
 * <p>JCuda itself would extract it to a fixed name in the temporary folder, and load a file that
 * already stands there, whoever put it.
 */
final class JCudaLibrary implements AutoCloseable {
  /** What {@code JCudaDriver} asks {@link System#loadLibrary} for. */
  static final String NAME = "JCudaDriver-12.6.0-linux-x86_64";

  private static final String RESOURCE = "lib/lib" + NAME + ".so";

  /** SHA-256 of the library in org.jcuda:jcuda-natives:12.6.0:linux-x86_64. */
  private static final String DIGEST =
      "fdc3b4b4fca4f0fab54ff12c0b4d6ad1c5e8d55015b4950834c705e5db301255";

  private static final FileAttribute<Set<PosixFilePermission>> OURS_ALONE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private final Path folder;

  private JCudaLibrary(Path folder) {
    this.folder = folder;
  }

  /**
   * Extracts the library; to be closed once it is loaded.
   *
   * @param jars where JCuda's natives are looked for
   * @throws CudaException if they aren't there, aren't those known here, or can't be written
   */
  static JCudaLibrary extract(ClassLoader jars) {
    byte[] bytes = read(jars);
    String digest = sha256(bytes);
    if (!digest.equals(DIGEST)) {
      throw new CudaException(
          RESOURCE + " on the class path has SHA-256 " + digest + " instead of " + DIGEST);
    }
    try {
      var library = new JCudaLibrary(Files.createTempDirectory("hearth-jcuda-", OURS_ALONE));
      Files.write(library.file(), bytes);
      return library;
    } catch (IOException e) {
      throw new CudaException("JCuda's library can't be written: " + e.getMessage(), e);
    }
  }

  private static byte[] read(ClassLoader jars) {
    try (InputStream in = jars.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new CudaException(RESOURCE + " isn't on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new CudaException(RESOURCE + " can't be read: " + e.getMessage(), e);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** The library, inside its folder. */
  Path file() {
    return folder.resolve(System.mapLibraryName(NAME));
  }

  /** Removes the file; what is loaded stays in memory. */
  @Override
  public void close() {
    try {
      Files.deleteIfExists(file());
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new CudaException("JCuda's library can't be removed again: " + e.getMessage(), e);
    }
  }
}
