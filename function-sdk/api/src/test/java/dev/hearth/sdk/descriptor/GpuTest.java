package dev.hearth.sdk.descriptor;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether a GPU will do is told by its name and memory. */
class GpuTest {
  @ParameterizedTest
  @CsvSource({
    "NVIDIA H100 80GB HBM3, 80, true",
    "nvidia h100 pcie, 80, true",
    "NVIDIA A100-SXM4-80GB, 80, true",
    "NVIDIA H100 80GB HBM3, 39, false",
    "NVIDIA L40S, 80, false",
    "'', 80, false",
  })
  void admits(String name, long gibibytes, boolean admitted) {
    var gpu = new Gpu(40L << 30, List.of("H100", "A100"));
    assertEquals(admitted, gpu.admits(name, gibibytes << 30));
    assertEquals(true, Gpu.ANY.admits(name, 0));
  }
}
