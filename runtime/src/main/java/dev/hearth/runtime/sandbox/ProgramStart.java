package dev.hearth.runtime.sandbox;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a function that is a program of its own is started.
 *
 * @param program the file that its command begins with
 * @param arguments what follows in the command
 * @param path its {@code PATH}
 */
record ProgramStart(File program, List<String> arguments, String path) {
  ProgramStart {
    arguments = List.copyOf(arguments);
  }

  /** A program. */
  sealed interface File {}

  /** A program that the node has, at the path that it has here. */
  record OfNode(Path file) implements File {}

  /**
   * One of the function's own files.
   *
   * @param name path below the function's root
   * @param executable a copy for this worker: blobs can't be executed
   */
  record OfFunction(String name, Path executable) implements File {}

  /** The command line, as the worker sees its files. */
  List<String> command(WorkerView view) {
    var command = new ArrayList<String>();
    command.add(
        switch (program) {
          case OfNode(Path file) -> file.toString();
          case OfFunction(String name, _) -> view.root() + "/" + name;
        });
    command.addAll(arguments);
    command.add(view.socket());
    return command;
  }
}
