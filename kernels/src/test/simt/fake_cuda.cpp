// A libcuda.so.1 without a GPU: the functions of NVIDIA's driver that Hearth calls, as cuda.h declares them, with the CPU's
// memory for the device's and the kernels that were linked in run by simt.h. Allocations begin as NaN and stand between
// guards; copies must stay within them.
//
// What it claims to be can be set in the environment, to try what a probe makes of it:
//   FAKE_CUDA_INIT        result of cuInit, 0
//   FAKE_CUDA_DEVICES     number of GPUs, 1
//   FAKE_CUDA_CAPABILITY  ten times the compute capability, 90
#include "simt.h"

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <map>

namespace {

enum Result { success = 0, invalid_value = 1, no_device = 101, invalid_image = 200, not_found = 500, illegal_address = 700,
              launch_failed = 719 };

constexpr int major_attribute = 75, minor_attribute = 76;
constexpr unsigned fatbin_magic = 0xba55ed50;
constexpr size_t guard_bytes = 256;
constexpr unsigned char guard = 0xa5, unwritten = 0xff;

std::map<char*, size_t> allocations;
simt::Schedule schedule = simt::Schedule::ascending;
const char* fault = "";

int setting(const char* name, int otherwise) {
  const char* value = getenv(name);
  return value ? atoi(value) : otherwise;
}

bool within_allocation(char* from, size_t bytes) {
  auto after = allocations.upper_bound(from);
  if (after == allocations.begin()) return false;
  auto allocation = std::prev(after);
  return from + bytes <= allocation->first + allocation->second;
}

bool guards_stand(char* memory, size_t bytes) {
  for (size_t i = 0; i < guard_bytes; ++i) {
    if ((unsigned char)memory[-1 - (long)i] != guard || (unsigned char)memory[bytes + i] != guard) return false;
  }
  return true;
}

}  // namespace

extern "C" {

// Beyond NVIDIA's: for tests that choose the schedule, and that ask why a launch failed.
void simt_schedule(int number) { schedule = (simt::Schedule)number; }
const char* simt_fault() { return fault; }

int cuInit(unsigned) { return setting("FAKE_CUDA_INIT", success); }

int cuDeviceGetCount(int* count) {
  *count = setting("FAKE_CUDA_DEVICES", 1);
  return success;
}

int cuDeviceGet(int* device, int index) {
  *device = index;
  return index < setting("FAKE_CUDA_DEVICES", 1) ? success : no_device;
}

int cuDeviceGetName(char* name, int length, int) {
  snprintf(name, length, "Fake GPU");
  return success;
}

int cuDeviceTotalMem_v2(size_t* bytes, int) {
  *bytes = (size_t)1 << 30;
  return success;
}

int cuDeviceGetAttribute(int* value, int attribute, int) {
  int capability = setting("FAKE_CUDA_CAPABILITY", 90);
  *value = attribute == major_attribute ? capability / 10 : attribute == minor_attribute ? capability % 10 : 0;
  return success;
}

int cuDevicePrimaryCtxRetain(void** context, int) {
  *context = &allocations;
  return success;
}
int cuDevicePrimaryCtxRelease_v2(int) { return success; }
int cuDevicePrimaryCtxRelease(int) { return success; }
int cuCtxSetCurrent(void*) { return success; }
int cuCtxSynchronize() { return success; }

int cuModuleLoadData(void** module, const void* image) {
  *module = (void*)image;
  return *(const unsigned*)image == fatbin_magic ? success : invalid_image;
}

int cuModuleGetFunction(void** function, void*, const char* name) {
  *function = (void*)simt::find_kernel(name);
  return *function ? success : not_found;
}

int cuMemAlloc_v2(void** memory, size_t bytes) {
  if (bytes == 0) return invalid_value;
  size_t whole = (bytes + 3 * guard_bytes - 1) / guard_bytes * guard_bytes;
  char* all = (char*)aligned_alloc(guard_bytes, whole);
  memset(all, guard, whole);
  memset(all + guard_bytes, unwritten, bytes);
  allocations[all + guard_bytes] = bytes;
  *memory = all + guard_bytes;
  return success;
}

int cuMemFree_v2(void* memory) {
  auto allocation = allocations.find((char*)memory);
  if (allocation == allocations.end()) return invalid_value;
  bool unharmed = guards_stand(allocation->first, allocation->second);
  free(allocation->first - guard_bytes);
  allocations.erase(allocation);
  return unharmed ? success : illegal_address;
}

int cuMemcpyHtoD_v2(void* to, const void* from, size_t bytes) {
  if (!within_allocation((char*)to, bytes)) return invalid_value;
  memcpy(to, from, bytes);
  return success;
}

int cuMemcpyDtoH_v2(void* to, void* from, size_t bytes) {
  if (!within_allocation((char*)from, bytes)) return invalid_value;
  memcpy(to, from, bytes);
  return success;
}

int cuLaunchKernel(void* function, unsigned grid_x, unsigned grid_y, unsigned grid_z, unsigned block_x, unsigned block_y,
                   unsigned block_z, unsigned, void*, void** arguments, void**) {
  const char* found = simt::launch((simt::Kernel)function, {grid_x, grid_y, grid_z}, {block_x, block_y, block_z},
                                   arguments, schedule);
  fault = found ? found : "";
  return found ? launch_failed : success;
}

}  // extern "C"
