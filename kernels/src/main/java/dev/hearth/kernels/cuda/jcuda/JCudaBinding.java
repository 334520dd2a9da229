package dev.hearth.kernels.cuda.jcuda;

import static jcuda.driver.JCudaDriver.cuCtxSetCurrent;
import static jcuda.driver.JCudaDriver.cuCtxSynchronize;
import static jcuda.driver.JCudaDriver.cuDeviceGet;
import static jcuda.driver.JCudaDriver.cuDeviceGetAttribute;
import static jcuda.driver.JCudaDriver.cuDeviceGetCount;
import static jcuda.driver.JCudaDriver.cuDeviceGetName;
import static jcuda.driver.JCudaDriver.cuDevicePrimaryCtxRelease;
import static jcuda.driver.JCudaDriver.cuDevicePrimaryCtxRetain;
import static jcuda.driver.JCudaDriver.cuDeviceTotalMem;
import static jcuda.driver.JCudaDriver.cuInit;
import static jcuda.driver.JCudaDriver.cuLaunchKernel;
import static jcuda.driver.JCudaDriver.cuMemAlloc;
import static jcuda.driver.JCudaDriver.cuMemFree;
import static jcuda.driver.JCudaDriver.cuMemcpyDtoH;
import static jcuda.driver.JCudaDriver.cuMemcpyHtoD;
import static jcuda.driver.JCudaDriver.cuModuleGetFunction;
import static jcuda.driver.JCudaDriver.cuModuleLoadData;

import dev.hearth.kernels.cuda.CudaDriver;
import dev.hearth.kernels.cuda.CudaException;
import dev.hearth.kernels.cuda.CudaFacts;
import dev.hearth.kernels.cuda.CudaHandle;
import dev.hearth.kernels.cuda.KernelArgument;
import dev.hearth.kernels.cuda.LaunchShape;
import java.nio.charset.StandardCharsets;
import java.util.List;
import jcuda.Pointer;
import jcuda.Sizeof;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdevice_attribute;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUfunction;
import jcuda.driver.CUmodule;

/**
 * The driver through JCuda. Public for {@code JCudaLoader}, which makes the one instance by
 * reflection; nobody else may name this class, or JCuda would load its library its own way.
 */
public final class JCudaBinding implements CudaDriver {
  private static final int NAME_BYTES = 256;

  /** Loads nothing yet: JCuda's library comes with the first call. */
  public JCudaBinding() {}

  private record Memory(CUdeviceptr pointer) implements CudaHandle {}

  private record Module(CUmodule module) implements CudaHandle {}

  private record Kernel(CUfunction function) implements CudaHandle {}

  @Override
  public void initialise() {
    check("cuInit", cuInit(0));
  }

  @Override
  public int deviceCount() {
    int[] count = new int[1];
    check("cuDeviceGetCount", cuDeviceGetCount(count));
    return count[0];
  }

  @Override
  public CudaFacts facts(int index) {
    CUdevice device = device(index);
    byte[] name = new byte[NAME_BYTES];
    check("cuDeviceGetName", cuDeviceGetName(name, name.length, device));
    long[] bytes = new long[1];
    check("cuDeviceTotalMem", cuDeviceTotalMem(bytes, device));
    return new CudaFacts(
        new String(name, StandardCharsets.UTF_8).replace("\0", ""),
        attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR),
        attribute(device, CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR),
        bytes[0]);
  }

  private static int attribute(CUdevice device, int attribute) {
    int[] value = new int[1];
    check("cuDeviceGetAttribute", cuDeviceGetAttribute(value, attribute, device));
    return value[0];
  }

  private static CUdevice device(int index) {
    var device = new CUdevice();
    check("cuDeviceGet", cuDeviceGet(device, index));
    return device;
  }

  @Override
  public void useDevice(int index) {
    var context = new CUcontext();
    check("cuDevicePrimaryCtxRetain", cuDevicePrimaryCtxRetain(context, device(index)));
    check("cuCtxSetCurrent", cuCtxSetCurrent(context));
  }

  @Override
  public void releaseDevice(int index) {
    check("cuDevicePrimaryCtxRelease", cuDevicePrimaryCtxRelease(device(index)));
  }

  @Override
  public CudaHandle load(byte[] image) {
    var module = new CUmodule();
    check("cuModuleLoadData", cuModuleLoadData(module, image));
    return new Module(module);
  }

  @Override
  public CudaHandle kernel(CudaHandle module, String name) {
    var function = new CUfunction();
    check("cuModuleGetFunction", cuModuleGetFunction(function, ((Module) module).module(), name));
    return new Kernel(function);
  }

  @Override
  public CudaHandle allocate(long bytes) {
    var pointer = new CUdeviceptr();
    check("cuMemAlloc of " + bytes + " bytes", cuMemAlloc(pointer, bytes));
    return new Memory(pointer);
  }

  @Override
  public void free(CudaHandle memory) {
    check("cuMemFree", cuMemFree(pointer(memory)));
  }

  @Override
  public void upload(byte[] from, CudaHandle to) {
    check("cuMemcpyHtoD", cuMemcpyHtoD(pointer(to), Pointer.to(from), from.length));
  }

  @Override
  public void upload(float[] from, CudaHandle to) {
    check("cuMemcpyHtoD", cuMemcpyHtoD(pointer(to), Pointer.to(from), bytes(from.length)));
  }

  @Override
  public void upload(int[] from, CudaHandle to) {
    check("cuMemcpyHtoD", cuMemcpyHtoD(pointer(to), Pointer.to(from), bytes(from.length)));
  }

  @Override
  public void download(CudaHandle from, byte[] to) {
    check("cuMemcpyDtoH", cuMemcpyDtoH(Pointer.to(to), pointer(from), to.length));
  }

  @Override
  public void download(CudaHandle from, float[] to) {
    check("cuMemcpyDtoH", cuMemcpyDtoH(Pointer.to(to), pointer(from), bytes(to.length)));
  }

  @Override
  public void launch(CudaHandle kernel, LaunchShape shape, List<KernelArgument> arguments) {
    Pointer[] pointers = arguments.stream().map(JCudaBinding::pointer).toArray(Pointer[]::new);
    CUfunction function = ((Kernel) kernel).function();
    int result =
        cuLaunchKernel(
            function,
            shape.blocksX(),
            shape.blocksY(),
            1,
            shape.threads(),
            1,
            1,
            0,
            null,
            Pointer.to(pointers),
            null);
    check("cuLaunchKernel", result);
  }

  @Override
  public void synchronise() {
    check("cuCtxSynchronize", cuCtxSynchronize());
  }

  private static Pointer pointer(KernelArgument argument) {
    return switch (argument) {
      case KernelArgument.Memory(CudaHandle memory) -> Pointer.to(pointer(memory));
      case KernelArgument.Int(int value) -> Pointer.to(new int[] {value});
      case KernelArgument.Float4(float x, float y, float z, float w) ->
          Pointer.to(new float[] {x, y, z, w});
    };
  }

  private static CUdeviceptr pointer(CudaHandle memory) {
    return ((Memory) memory).pointer();
  }

  private static long bytes(int words) {
    return (long) words * Sizeof.FLOAT;
  }

  private static void check(String call, int result) {
    if (result != 0) {
      throw CudaException.of(call, result);
    }
  }
}
