package dev.hearth.standalone.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;

/**
 * How children see the folders they use. A child that gives up root can't get through a closed
 * parent such as root's home; its folders then also appear, in a mount namespace of its own, below
 * one that it can enter.
 *
 * @param binds empty where nothing is closed
 */
public record FolderView(List<Bind> binds) {
  /** The view of a child that sees everything where it is. */
  public static final FolderView PLAIN = new FolderView(List.of());

  public FolderView {
    binds = List.copyOf(binds);
  }

  /**
   * The view for children that are neither root nor the folders' owner.
   *
   * @param places where second places are made; can be entered by all
   */
  public static FolderView forStrangers(List<Path> folders, Path places) throws IOException {
    var binds = new ArrayList<Bind>();
    for (Path folder : folders) {
      Path real = folder.toRealPath();
      if (behindClosedFolder(real)) {
        Path place = places.resolve("view-" + binds.size());
        Files.createDirectories(place);
        binds.add(new Bind(folder, place));
      }
    }
    return new FolderView(binds);
  }

  private static boolean behindClosedFolder(Path folder) throws IOException {
    for (Path parent = folder.getParent(); parent != null; parent = parent.getParent()) {
      if (!Files.getPosixFilePermissions(parent).contains(PosixFilePermission.OTHERS_EXECUTE)) {
        return true;
      }
    }
    return false;
  }

  /** Where a child finds a file. */
  public Path seen(Path file) {
    for (Bind bind : binds) {
      if (file.startsWith(bind.folder())) {
        return bind.place().resolve(bind.folder().relativize(file));
      }
    }
    return file;
  }
}
