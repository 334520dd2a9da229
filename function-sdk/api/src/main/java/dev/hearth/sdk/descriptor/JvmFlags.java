package dev.hearth.sdk.descriptor;

import dev.hearth.sdk.descriptor.Descriptor.Needs;
import java.util.ArrayList;
import java.util.List;

/**
 * Flags of the JVM that a function runs in.
 *
 * <p>Half of the memory is heap: the other half is for native code, which is where models compute.
 * Serial GC starts fastest and needs the fewest threads; C2 stays on, because functions that
 * compute in Java live long enough to be worth it. {@code ExitOnOutOfMemoryError}: after running
 * out of heap other calls of the worker can't be trusted to be right, a new worker can.
 *
 * {@snippet file="dev/hearth/sdk/snippets/NodeSnippets.java" region="jvm"}
 */
public final class JvmFlags {
  private static final long MIB = 1 << 20;
  private static final long MIN_HEAP_MIB = 32;
  private static final long MIN_CLASSES_MIB = 64;
  private static final long MAX_CLASSES_MIB = 256;

  private JvmFlags() {}

  /**
   * All flags but those of class sharing.
   *
   * @param scratch folder that the worker may write to, as it sees it
   */
  public static List<String> of(Needs needs, String scratch) {
    long memoryMiB = needs.memoryBytes() / MIB;
    long heapMiB = Math.max(MIN_HEAP_MIB, memoryMiB / 2);
    long classesMiB = Math.clamp(memoryMiB / 4, MIN_CLASSES_MIB, MAX_CLASSES_MIB);
    var flags =
        new ArrayList<>(
            List.of(
                "-XX:+UseSerialGC",
                "-Xmx" + heapMiB + "m",
                "-XX:MaxMetaspaceSize=" + classesMiB + "m",
                "-XX:CompressedClassSpaceSize=32m",
                "-XX:ActiveProcessorCount=" + needs.cpus(),
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:-UsePerfData",
                "-XX:-CreateCoredumpOnCrash",
                "-XX:+DisableAttachMechanism",
                "-Xlog:disable",
                "-Xlog:all=warning:stderr",
                "--enable-native-access=ALL-UNNAMED",
                "-Djava.awt.headless=true",
                "-Dstdout.encoding=UTF-8",
                "-Dstderr.encoding=UTF-8",
                "-Djava.io.tmpdir=" + scratch,
                "-Duser.home=" + scratch));
    if (needs.kernels()) {
      flags.add("--add-modules=jdk.incubator.vector");
    }
    return flags;
  }
}
