package dev.hearth.runtime.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The verdicts of the filter, found by running its program as the kernel does. */
class SystemCallFilterTest {
  private static final int X86_64 = 0xC000003E;
  private static final int AARCH64 = 0xC00000B7;
  private static final int I386 = 0x40000003;
  private static final int ALLOW = 0x7FFF0000;
  private static final int KILL = 0x80000000;
  private static final int ERRNO = 0x00050000;
  private static final int EPERM = ERRNO | 1;
  private static final int ENOSYS = ERRNO | 38;
  private static final int EAFNOSUPPORT = ERRNO | 97;

  private static int verdict(String machine, int arch, int number, long... arguments) {
    ByteBuffer data = ByteBuffer.allocate(64).order(ByteOrder.nativeOrder());
    data.putInt(number).putInt(arch).putLong(0);
    for (long argument : arguments) {
      data.putLong(argument);
    }
    byte[] program = SystemCallFilter.compile(SystemCalls.of(machine).orElseThrow());
    return run(ByteBuffer.wrap(program).order(ByteOrder.nativeOrder()), data);
  }

  private static int x86(int number, long... arguments) {
    return verdict("amd64", X86_64, number, arguments);
  }

  /** Classic BPF as far as the filter uses it; a jump never goes back. */
  private static int run(ByteBuffer program, ByteBuffer data) {
    int accumulator = 0;
    for (int at = 0; ; at++) {
      int code = program.getShort(8 * at);
      int operand = program.getInt(8 * at + 4);
      boolean holds;
      switch (code) {
        case 0x20 -> {
          accumulator = data.getInt(operand);
          continue;
        }
        case 0x06 -> {
          return operand;
        }
        case 0x15 -> holds = accumulator == operand;
        case 0x35 -> holds = Integer.compareUnsigned(accumulator, operand) >= 0;
        case 0x45 -> holds = (accumulator & operand) != 0;
        default -> throw new AssertionError("instruction " + code);
      }
      at += Byte.toUnsignedInt(program.get(8 * at + (holds ? 2 : 3)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "read, 0",
    "write, 1",
    "mmap, 9",
    "mprotect, 10",
    "ioctl, 16",
    "madvise, 28",
    "nanosleep, 35",
    "connect, 42",
    "fork, 57",
    "execve, 59",
    "exit, 60",
    "kill, 62",
    "futex, 202",
    "sched_setaffinity, 203",
    "mbind, 237",
    "openat, 257",
    "prlimit64, 302",
    "seccomp, 317",
    "getrandom, 318",
    "memfd_create, 319",
    "membarrier, 324",
    "rseq, 334",
    "statx, 332",
    "pidfd_open, 434",
    "faccessat2, 439",
    "futex_waitv, 449",
    "mseal, 462"
  })
  void whatProgramsNeedIsLetThrough(String name, int number) {
    assertEquals(ALLOW, x86(number), name);
  }

  @ParameterizedTest
  @CsvSource({
    "ptrace, 101, 117",
    "mount, 165, 40",
    "umount2, 166, 39",
    "unshare, 272, 97",
    "setns, 308, 268",
    "keyctl, 250, 219",
    "add_key, 248, 217",
    "bpf, 321, 280",
    "perf_event_open, 298, 241",
    "userfaultfd, 323, 282",
    "kexec_load, 246, 104",
    "init_module, 175, 105",
    "finit_module, 313, 273",
    "open_by_handle_at, 304, 265",
    "process_vm_readv, 310, 270",
    "io_uring_setup, 425, 425",
    "fsopen, 430, 430",
    "pidfd_getfd, 438, 438",
    "mount_setattr, 442, 442",
    "pivot_root, 155, 41",
    "chroot, 161, 51"
  })
  void whatFunctionsNeverNeedIsRefusedOnBothMachines(String name, int x86, int arm) {
    assertEquals(EPERM, x86(x86), name);
    assertEquals(EPERM, verdict("aarch64", AARCH64, arm), name);
  }

  @Test
  void threadsAndProcessesAreMadeButNoNamespaces() {
    long thread = 0x3D0F00; // what glibc's pthread_create asks for
    assertEquals(ALLOW, x86(56, thread));
    assertEquals(ALLOW, x86(56, 17)); // fork: SIGCHLD
    for (int bit : new int[] {17, 25, 26, 27, 28, 29, 30}) {
      assertEquals(EPERM, x86(56, thread | 1L << bit), "namespace by bit " + bit);
      assertEquals(EPERM, verdict("aarch64", AARCH64, 220, 1L << bit), "bit " + bit);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {435, 463, 467, 500, 9999})
  void whatTheFilterCantSeeOrDoesntKnowIsNotThere(int number) {
    assertEquals(ENOSYS, x86(number));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, true",
    "2, 0, true",
    "10, 0, true",
    "16, 0, true",
    "16, 12, false",
    "16, 16, false",
    "17, 0, false",
    "38, 0, false",
    "40, 0, false",
    "44, 0, false",
    "0, 0, false"
  })
  void socketsAreLocalInternetOrRoutingOnly(int family, int protocol, boolean allowed) {
    int verdict = allowed ? ALLOW : EAFNOSUPPORT;
    assertEquals(verdict, x86(41, family, 1, protocol));
    assertEquals(verdict, verdict("aarch64", AARCH64, 198, family, 1, protocol));
  }

  /** Their numbers mean other calls. */
  @Test
  void callsOfAnotherMachineEndTheProcess() {
    assertEquals(KILL, verdict("amd64", I386, 1));
    assertEquals(KILL, verdict("amd64", AARCH64, 1));
    assertEquals(KILL, x86(0x40000000 | 1), "x32");
    assertEquals(KILL, x86(-1));
  }

  @Test
  void thereIsNoFilterForAMachineThatIsNotKnown() {
    assertTrue(SystemCalls.of("riscv64").isEmpty());
  }
}
