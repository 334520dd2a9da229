package dev.hearth.runtime.worker;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.hearth.sdk.protocol.FileChunk;
import dev.hearth.sdk.protocol.ProtocolException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Receives the output files of one call, one after the other. For one thread. */
final class OutputFiles {
  private final Path folder;
  private final String prefix;
  private final WorkerLimits limits;
  private final List<Path> files = new ArrayList<>();
  private List<Path> complete = List.of();
  private @Nullable FileChannel open;
  private long bytes;

  /**
   * @param prefix of the names of this call's files in {@code folder}
   */
  OutputFiles(Path folder, String prefix, WorkerLimits limits) {
    this.folder = folder;
    this.prefix = prefix;
    this.limits = limits;
  }

  void accept(FileChunk chunk) throws IOException {
    bytes += chunk.bytes().length;
    if (bytes > limits.outputBytes()) {
      throw new ProtocolException("output files exceed " + limits.outputBytes() + " bytes");
    }
    FileChannel file = fileOf(chunk.index());
    ByteBuffer content = ByteBuffer.wrap(chunk.bytes());
    while (content.hasRemaining()) {
      file.write(content);
    }
    if (chunk.last()) {
      file.close();
      open = null;
      complete = List.copyOf(files);
    }
  }

  /** The files that have come whole so far; the same list until one more has. */
  List<Path> complete() {
    return complete;
  }

  private FileChannel fileOf(int index) throws IOException {
    FileChannel file = open;
    if (index != files.size() - (file == null ? 0 : 1)) {
      throw new ProtocolException("file " + index + " is out of order");
    }
    if (file == null) {
      if (index >= limits.outputFiles()) {
        throw new ProtocolException("more than " + limits.outputFiles() + " output files");
      }
      Path path = folder.resolve(prefix + "-" + index);
      files.add(path);
      file = FileChannel.open(path, CREATE_NEW, WRITE);
      open = file;
    }
    return file;
  }

  /** The files of a call that ended well. */
  List<Path> finish() throws ProtocolException {
    if (open != null) {
      throw new ProtocolException("file " + (files.size() - 1) + " has no end");
    }
    return complete;
  }

  /** The files of a call that failed, of which the last may be unfinished; that is deleted. */
  List<Path> abandon() throws IOException {
    if (open != null) {
      open.close();
      open = null;
      Files.deleteIfExists(files.getLast());
    }
    return complete;
  }

  /** Deletes the files of a call that died with its worker. */
  void discard() throws IOException {
    for (Path file : abandon()) {
      Files.deleteIfExists(file);
    }
  }
}
