package dev.hearth.kernels.simt;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.hearth.kernels.cuda.CudaException;
import dev.hearth.kernels.cuda.CudaHandle;
import dev.hearth.kernels.cuda.KernelArgument;
import dev.hearth.kernels.cuda.LaunchShape;
import dev.hearth.kernels.shim.SimtLibrary;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** The shim finds what it is there to find. */
@ParameterizedClass
@EnumSource
final class SimtTest {
  private static final String KERNELS =
      """
      extern "C" __global__ void places(float* out) {
        out[blockIdx.x * blockDim.x + threadIdx.x] = 10 * blockIdx.x + threadIdx.x;
      }
      extern "C" __global__ void unwritten(float* out) {
        __shared__ float values[2];
        if (threadIdx.x == 0) values[0] = 1;
        __syncthreads();
        out[threadIdx.x] = values[threadIdx.x % 2];
      }
      extern "C" __global__ void ends_early(float* out) {
        if (threadIdx.x == 1) return;
        __syncthreads();
        out[threadIdx.x] = 1;
      }
      extern "C" __global__ void two_barriers(float* out) {
        if (threadIdx.x == 1) {
          __syncthreads();
        } else {
          __syncthreads();
        }
        out[threadIdx.x] = 1;
      }
      extern "C" __global__ void too_far(float* out) { out[threadIdx.x + 1] = 1; }
      """;

  private static final int THREADS = 3;
  private static final int FATBIN = 0xba55ed50;

  private final SimtDriver driver;
  private final CudaHandle module;

  SimtTest(Schedule schedule) throws IOException, InterruptedException {
    driver = new SimtDriver(SimtLibrary.build(Map.of("tile/faulty.cu", KERNELS)), schedule);
    driver.initialise();
    byte[] image =
        ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.nativeOrder()).putInt(FATBIN).array();
    module = driver.load(image);
  }

  @Test
  void everyThreadKnowsItsPlace() {
    assertArrayEquals(new float[] {0, 1, 2, 10, 11, 12}, run("places", 2));
  }

  @Test
  void sharedMemoryBeginsAsNan() {
    assertArrayEquals(new float[] {1, Float.NaN, 1}, run("unwritten", 1));
  }

  @Test
  void deviceMemoryBeginsAsNan() {
    CudaHandle memory = driver.allocate(8);
    float[] values = new float[2];
    driver.download(memory, values);
    driver.free(memory);
    assertArrayEquals(new float[] {Float.NaN, Float.NaN}, values);
  }

  @Test
  void threadThatEndsBeforeABarrierIsADeadlock() {
    assertDeadlock("ends_early");
  }

  @Test
  void threadsAtDifferentBarriersAreADeadlock() {
    assertDeadlock("two_barriers");
  }

  @Test
  void writeBehindTheMemoryIsFoundWhenItIsFreed() {
    assertThrows(CudaException.class, () -> run("too_far", 1));
  }

  @Test
  void unknownKernelIsNotFound() {
    assertThrows(CudaException.class, () -> driver.kernel(module, "nothing"));
  }

  private void assertDeadlock(String kernel) {
    String message = assertThrows(CudaException.class, () -> run(kernel, 1)).getMessage();
    assertTrue(String.valueOf(message).contains("deadlock in block (0, 0)"), message);
  }

  private float[] run(String kernel, int blocks) {
    float[] result = new float[THREADS * blocks];
    CudaHandle memory = driver.allocate((long) result.length * Float.BYTES);
    driver.launch(
        driver.kernel(module, kernel),
        new LaunchShape(blocks, 1, THREADS),
        List.of(new KernelArgument.Memory(memory)));
    driver.download(memory, result);
    driver.free(memory);
    return result;
  }
}
