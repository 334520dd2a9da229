package dev.hearth.kernels.simt;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import dev.hearth.kernels.cuda.CudaDriver;
import dev.hearth.kernels.cuda.CudaException;
import dev.hearth.kernels.cuda.CudaFacts;
import dev.hearth.kernels.cuda.CudaHandle;
import dev.hearth.kernels.cuda.KernelArgument;
import dev.hearth.kernels.cuda.LaunchShape;
import dev.hearth.kernels.shim.SimtLibrary;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.List;

/**
 * A library of {@link SimtLibrary} as a driver in this process, without JCuda: so a test can choose
 * the library and the schedule.
 */
@SuppressWarnings("restricted") // the library was made by the test
public final class SimtDriver implements CudaDriver {
  private static final int LONGEST_TEXT = 1024;

  private final SymbolLookup library;
  private final Schedule schedule;

  /** Loads a library; it stays loaded. */
  public SimtDriver(Path library, Schedule schedule) {
    this.library = SymbolLookup.libraryLookup(library, Arena.global());
    this.schedule = schedule;
  }

  private record Address(MemorySegment segment) implements CudaHandle {}

  private Object call(String name, FunctionDescriptor signature, Object... arguments) {
    try {
      return Linker.nativeLinker()
          .downcallHandle(library.findOrThrow(name), signature)
          .invokeWithArguments(arguments);
    } catch (Throwable e) { // what a method handle declares
      throw new IllegalStateException(name, e);
    }
  }

  private void check(String name, List<MemoryLayout> parameters, Object... arguments) {
    var signature = FunctionDescriptor.of(JAVA_INT, parameters.toArray(MemoryLayout[]::new));
    int result = (int) call(name, signature, arguments);
    if (result != 0) {
      throw new CudaException(CudaException.of(name, result).getMessage() + " " + fault());
    }
  }

  private String fault() {
    var text = (MemorySegment) call("simt_fault", FunctionDescriptor.of(ADDRESS));
    return text.reinterpret(LONGEST_TEXT).getString(0);
  }

  @Override
  public void initialise() {
    check("cuInit", List.of(JAVA_INT), 0);
  }

  @Override
  public int deviceCount() {
    return 1;
  }

  @Override
  public CudaFacts facts(int index) {
    return new CudaFacts("SIMT shim, " + schedule, 9, 0, 1 << 30);
  }

  @Override
  public void useDevice(int index) {}

  @Override
  public void releaseDevice(int index) {}

  @Override
  public CudaHandle load(byte[] image) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment module = arena.allocate(ADDRESS);
      MemorySegment bytes = arena.allocateFrom(JAVA_BYTE, image);
      check("cuModuleLoadData", List.of(ADDRESS, ADDRESS), module, bytes);
      return new Address(module.get(ADDRESS, 0));
    }
  }

  @Override
  public CudaHandle kernel(CudaHandle module, String name) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment function = arena.allocate(ADDRESS);
      check(
          "cuModuleGetFunction",
          List.of(ADDRESS, ADDRESS, ADDRESS),
          function,
          segment(module),
          arena.allocateFrom(name));
      return new Address(function.get(ADDRESS, 0));
    }
  }

  @Override
  public CudaHandle allocate(long bytes) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment memory = arena.allocate(ADDRESS);
      check("cuMemAlloc_v2", List.of(ADDRESS, JAVA_LONG), memory, bytes);
      return new Address(memory.get(ADDRESS, 0));
    }
  }

  @Override
  public void free(CudaHandle memory) {
    check("cuMemFree_v2", List.of(ADDRESS), segment(memory));
  }

  @Override
  public void upload(byte[] from, CudaHandle to) {
    upload(MemorySegment.ofArray(from), to);
  }

  @Override
  public void upload(float[] from, CudaHandle to) {
    upload(MemorySegment.ofArray(from), to);
  }

  @Override
  public void upload(int[] from, CudaHandle to) {
    upload(MemorySegment.ofArray(from), to);
  }

  private void upload(MemorySegment from, CudaHandle to) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment copy = arena.allocate(from.byteSize()).copyFrom(from);
      copy("cuMemcpyHtoD_v2", segment(to), copy, from.byteSize());
    }
  }

  @Override
  public void download(CudaHandle from, byte[] to) {
    download(from, MemorySegment.ofArray(to));
  }

  @Override
  public void download(CudaHandle from, float[] to) {
    download(from, MemorySegment.ofArray(to));
  }

  private void download(CudaHandle from, MemorySegment to) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment copy = arena.allocate(to.byteSize());
      copy("cuMemcpyDtoH_v2", copy, segment(from), to.byteSize());
      to.copyFrom(copy);
    }
  }

  private void copy(String name, MemorySegment to, MemorySegment from, long bytes) {
    check(name, List.of(ADDRESS, ADDRESS, JAVA_LONG), to, from, bytes);
  }

  @Override
  public void launch(CudaHandle kernel, LaunchShape shape, List<KernelArgument> arguments) {
    call("simt_schedule", FunctionDescriptor.ofVoid(JAVA_INT), schedule.number());
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment pointers = arena.allocate(ADDRESS, arguments.size());
      for (int i = 0; i < arguments.size(); i++) {
        pointers.setAtIndex(ADDRESS, i, inMemory(arguments.get(i), arena));
      }
      check(
          "cuLaunchKernel",
          List.of(
              ADDRESS, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT,
              ADDRESS, ADDRESS, ADDRESS),
          segment(kernel),
          shape.blocksX(),
          shape.blocksY(),
          1,
          shape.threads(),
          1,
          1,
          0,
          MemorySegment.NULL,
          pointers,
          MemorySegment.NULL);
    }
  }

  private static MemorySegment inMemory(KernelArgument argument, Arena arena) {
    return switch (argument) {
      case KernelArgument.Memory(CudaHandle memory) -> arena.allocateFrom(ADDRESS, segment(memory));
      case KernelArgument.Int(int value) -> arena.allocateFrom(JAVA_INT, value);
      case KernelArgument.Float4(float x, float y, float z, float w) ->
          arena.allocate(16, 16).copyFrom(MemorySegment.ofArray(new float[] {x, y, z, w}));
    };
  }

  @Override
  public void synchronise() {}

  private static MemorySegment segment(CudaHandle handle) {
    return ((Address) handle).segment();
  }
}
