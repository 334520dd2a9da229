package dev.hearth.runtime.pool.scripted;

import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** System calls past the JDK. */
final class SystemCall {
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));

  private SystemCall() {}

  /** Its error number; 0 when it was made. */
  @SuppressWarnings("restricted") // the worker's JVM allows it, which is what is tried
  static int error(long number, long first, long second, long third) {
    Linker linker = Linker.nativeLinker();
    MethodHandle call =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow("syscall"),
            FunctionDescriptor.of(JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG),
            Linker.Option.captureCallState("errno"),
            Linker.Option.firstVariadicArg(1));
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(STATE);
      long result = (long) call.invokeExact(state, number, first, second, third);
      return result < 0 ? (int) ERRNO.get(state, 0L) : 0;
    } catch (Throwable e) {
      throw new IllegalStateException("system call " + number, e);
    }
  }
}
