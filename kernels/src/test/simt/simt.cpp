// The fibers and their schedules; see simt.h.
#include "simt.h"

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <map>
#include <numeric>
#include <random>
#include <string>
#include <ucontext.h>
#include <vector>

// Shared variables are static ones of this section; the linker knows where it begins and ends.
extern "C" char __start_simt_shared[] __attribute__((weak, visibility("hidden")));
extern "C" char __stop_simt_shared[] __attribute__((weak, visibility("hidden")));

namespace simt {

Index thread_index, block_index, block_size, grid_size;

namespace {

constexpr size_t stack_bytes = 64 * 1024;
constexpr unsigned char poison = 0xff;  // as float: NaN
constexpr int ended = 0;                // where no barrier stands

struct Fiber {
  ucontext_t context;
  std::vector<char> stack = std::vector<char>(stack_bytes);
  Index index;
  int line;  // of the barrier at which it waits
};

// Of the launch under way; there is one at a time.
std::vector<Fiber> fibers;
Fiber* running;
ucontext_t scheduler;
Kernel current_kernel;
void** current_arguments;
char message[200];

void run_thread() {
  current_kernel(current_arguments);
  running->line = ended;
}

void start(Fiber& fiber, unsigned number) {
  fiber.index = {number % block_size.x, number / block_size.x % block_size.y, number / (block_size.x * block_size.y)};
  fiber.line = -1;
  getcontext(&fiber.context);
  fiber.context.uc_stack.ss_sp = fiber.stack.data();
  fiber.context.uc_stack.ss_size = fiber.stack.size();
  fiber.context.uc_link = &scheduler;
  makecontext(&fiber.context, run_thread, 0);
}

void resume(Fiber& fiber) {
  running = &fiber;
  thread_index = fiber.index;
  swapcontext(&scheduler, &fiber.context);
}

// In which order the fibers have their next turn.
std::vector<unsigned> order(unsigned count, Schedule schedule, std::mt19937& random) {
  std::vector<unsigned> numbers(count);
  std::iota(numbers.begin(), numbers.end(), 0u);
  switch (schedule) {
    case Schedule::ascending:
      break;
    case Schedule::descending:
      std::reverse(numbers.begin(), numbers.end());
      break;
    case Schedule::odd_first:
      std::stable_partition(numbers.begin(), numbers.end(), [](unsigned number) { return number % 2 == 1; });
      break;
    case Schedule::shuffled:
      std::shuffle(numbers.begin(), numbers.end(), random);
      break;
  }
  return numbers;
}

// Null, or what is wrong with where the fibers stand.
const char* judge(unsigned count) {
  for (unsigned number = 1; number < count; ++number) {
    int here = fibers[number].line, there = fibers[0].line;
    if (here != there) {
      snprintf(message, sizeof message, "deadlock in block (%u, %u): thread 0 %s line %d, thread %u %s line %d",
               block_index.x, block_index.y, there == ended ? "ended, not" : "waits at the barrier of", there, number,
               here == ended ? "ended, not" : "waits at the barrier of", here);
      return message;
    }
  }
  return nullptr;
}

const char* run_block(unsigned count, Schedule schedule, std::mt19937& random) {
  if (__start_simt_shared) memset(__start_simt_shared, poison, __stop_simt_shared - __start_simt_shared);
  for (unsigned number = 0; number < count; ++number) start(fibers[number], number);
  do {
    for (unsigned number : order(count, schedule, random)) resume(fibers[number]);
    if (const char* fault = judge(count)) return fault;
  } while (fibers[0].line != ended);
  return nullptr;
}

std::map<std::string, Kernel>& table() {
  static std::map<std::string, Kernel> kernels;
  return kernels;
}

}  // namespace

void barrier(int line) {
  Fiber* self = running;
  self->line = line;
  swapcontext(&self->context, &scheduler);
}

Registration::Registration(const char* name, Kernel kernel) { table()[name] = kernel; }

Kernel find_kernel(const char* name) {
  auto found = table().find(name);
  return found == table().end() ? nullptr : found->second;
}

const char* launch(Kernel kernel, Index grid, Index block, void** arguments, Schedule schedule) {
  unsigned count = block.x * block.y * block.z;
  if (fibers.size() < count) fibers.resize(count);
  current_kernel = kernel;
  current_arguments = arguments;
  block_size = block;
  grid_size = grid;
  std::mt19937 random(1);
  for (unsigned z = 0; z < grid.z; ++z) {
    for (unsigned y = 0; y < grid.y; ++y) {
      for (unsigned x = 0; x < grid.x; ++x) {
        block_index = {schedule == Schedule::descending ? grid.x - 1 - x : x, y, z};
        if (const char* fault = run_block(count, schedule, random)) return fault;
      }
    }
  }
  return nullptr;
}

}  // namespace simt
