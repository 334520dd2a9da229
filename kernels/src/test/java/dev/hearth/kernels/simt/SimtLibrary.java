package dev.hearth.kernels.simt;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Compiles {@code .cu} files for the CPU, with g++ and {@code src/test/simt}, to a {@code
 * libcuda.so.1} that has their kernels. Objects are kept in {@code target/simt} by what they were
 * made of.
 */
public final class SimtLibrary {
  private static final Path CUDA = Path.of("src/main/cuda/dev/hearth/kernels").toAbsolutePath();
  private static final Path SIMT = Path.of("src/test/simt").toAbsolutePath();
  private static final Path TARGET = Path.of("target/simt").toAbsolutePath();
  private static final Pattern KERNEL =
      Pattern.compile("extern \"C\" __global__ void(?:\\s+__launch_bounds__\\(\\w+\\))?\\s+(\\w+)");

  private SimtLibrary() {}

  /** The kernels of the project, by the path of their file such as {@code tile/tile.cu}. */
  public static Map<String, String> sources() throws IOException {
    var sources = new TreeMap<String, String>();
    try (Stream<Path> files = Files.walk(CUDA)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".cu")).toList()) {
        sources.put(CUDA.relativize(file).toString(), Files.readString(file));
      }
    }
    return sources;
  }

  /**
   * Compiles and links.
   *
   * @param sources kernels by path, as {@link #sources} gives them; they may include the headers of
   *     the project relative to that path
   * @return {@code libcuda.so.1}, alone in its folder
   */
  public static Path build(Map<String, String> sources) throws IOException, InterruptedException {
    List<Path> objects = new ArrayList<>();
    for (String name : List.of("simt.cpp", "fake_cuda.cpp")) {
      objects.add(compile(name, Files.readString(SIMT.resolve(name)), SIMT));
    }
    for (var source : sources.entrySet()) {
      Path folder = CUDA.resolve(source.getKey()).resolveSibling("");
      objects.add(compile(source.getKey(), registered(source.getValue()), folder));
    }
    Path library = TARGET.resolve(digest(objects.toString())).resolve("libcuda.so.1");
    if (!Files.exists(library)) {
      List<String> command = new ArrayList<>(List.of("g++", "-shared", "-o", "{}"));
      objects.forEach(object -> command.add(object.toString()));
      make(library, command);
    }
    return library;
  }

  /** The source between the shim and an entry for each of its kernels. */
  private static String registered(String source) {
    var text = new StringBuilder("#include \"simt.h\"\n#line 1\n").append(source);
    KERNEL
        .matcher(source)
        .results()
        .forEach(kernel -> text.append("SIMT_KERNEL(").append(kernel.group(1)).append(")\n"));
    return text.toString();
  }

  private static Path compile(String name, String text, Path folder)
      throws IOException, InterruptedException {
    String headers = Files.readString(SIMT.resolve("simt.h")) + staging();
    String stem = name.replace('/', '-') + "-" + digest(text + headers);
    Path object = TARGET.resolve(stem + ".o");
    if (!Files.exists(object)) {
      Files.createDirectories(TARGET);
      Path source = Files.writeString(TARGET.resolve(stem + ".cpp"), text);
      make(
          object,
          List.of(
              "g++",
              "-std=c++17",
              "-O1",
              "-fPIC",
              "-c",
              "-Wall",
              "-Werror",
              "-iquote" + folder,
              "-iquote" + SIMT,
              source.toString(),
              "-o",
              "{}"));
    }
    return object;
  }

  private static String staging() throws IOException {
    return Files.readString(CUDA.resolve("staging.cuh"));
  }

  /** Runs a command that writes {@code {}}, which becomes {@code file} once it is whole. */
  private static void make(Path file, List<String> command)
      throws IOException, InterruptedException {
    Files.createDirectories(file.getParent());
    Path unfinished = Files.createTempFile(TARGET, "unfinished-", "");
    List<String> words =
        command.stream().map(word -> word.equals("{}") ? unfinished.toString() : word).toList();
    Process process;
    try {
      process = new ProcessBuilder(words).redirectErrorStream(true).start();
    } catch (IOException e) {
      throw new IOException("the tests of kernels need g++; on Debian: apt-get install g++", e);
    }
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", words) + "\n" + output);
    }
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
