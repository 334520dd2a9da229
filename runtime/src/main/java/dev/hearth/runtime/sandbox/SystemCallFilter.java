package dev.hearth.runtime.sandbox;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes the filter of {@link SystemCalls} as a program for the kernel: classic BPF over {@code
 * struct seccomp_data} (seccomp(2)), which {@code bwrap --seccomp} loads right before it runs the
 * worker. Whatever the worker starts keeps it.
 *
 * <p>Each test falls through to the next one when it doesn't hold, and has its verdict right behind
 * it, so that no jump is long.
 */
final class SystemCallFilter {
  // struct seccomp_data { int nr; __u32 arch; __u64 instruction_pointer; __u64 args[6]; }
  private static final int NUMBER = 0;
  private static final int ARCH = 4;
  private static final int FIRST_ARGUMENT = 16;
  private static final int THIRD_ARGUMENT = 32;

  // linux/bpf_common.h: class | size or operation | source
  private static final int LOAD_WORD = 0x20; // BPF_LD | BPF_W | BPF_ABS
  private static final int JUMP_EQUAL = 0x15; // BPF_JMP | BPF_JEQ | BPF_K
  private static final int JUMP_AT_LEAST = 0x35; // BPF_JMP | BPF_JGE | BPF_K
  private static final int JUMP_ANY_BIT = 0x45; // BPF_JMP | BPF_JSET | BPF_K
  private static final int RETURN = 0x06; // BPF_RET | BPF_K

  // linux/seccomp.h and asm-generic/errno.h
  private static final int ALLOW = 0x7FFF0000;
  private static final int KILL_PROCESS = 0x80000000;
  private static final int ERRNO = 0x00050000;
  private static final int EPERM = 1;
  private static final int ENOSYS = 38;
  private static final int EAFNOSUPPORT = 97;

  /** Bit of a number that means the x32 calls of x86-64, which have numbers of their own. */
  private static final int X32 = 0x40000000;

  /** NEWNS, NEWCGROUP, NEWUTS, NEWIPC, NEWUSER, NEWPID, NEWNET of linux/sched.h. */
  private static final int NEW_NAMESPACE = 0x7E020000;

  private static final int AF_UNIX = 1;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int AF_NETLINK = 16;
  private static final int NETLINK_ROUTE = 0;

  private static final int INSTRUCTION_BYTES = 8; // struct sock_filter

  private final List<int[]> program = new ArrayList<>();

  private SystemCallFilter() {}

  /** Writes the filter of this machine into a folder; empty where none is known. */
  static Optional<Path> write(Path folder) throws IOException {
    String machine = ManagementFactory.getOperatingSystemMXBean().getArch();
    Optional<SystemCalls> calls = SystemCalls.of(machine);
    if (calls.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(Files.write(folder.resolve("filter.bpf"), compile(calls.get())));
  }

  /** The program as {@code struct sock_filter[]} in the machine's byte order. */
  static byte[] compile(SystemCalls calls) {
    var filter = new SystemCallFilter();
    filter.load(ARCH);
    filter.unless(JUMP_EQUAL, calls.auditArch(), KILL_PROCESS);
    filter.load(NUMBER);
    filter.when(JUMP_AT_LEAST, X32, KILL_PROCESS);
    filter.when(JUMP_AT_LEAST, SystemCalls.FIRST_UNKNOWN, ERRNO | ENOSYS);
    filter.when(JUMP_EQUAL, SystemCalls.CLONE3, ERRNO | ENOSYS);
    calls.refused().forEach(number -> filter.when(JUMP_EQUAL, number, ERRNO | EPERM));
    filter.onClone(calls.cloneNumber());
    filter.onSocket(calls.socketNumber());
    filter.add(RETURN, 0, 0, ALLOW);
    return filter.bytes();
  }

  private void onClone(int number) {
    add(JUMP_EQUAL, 0, 4, number);
    load(FIRST_ARGUMENT);
    when(JUMP_ANY_BIT, NEW_NAMESPACE, ERRNO | EPERM);
    add(RETURN, 0, 0, ALLOW);
  }

  /** Little-endian machines only: an argument's low word stands first. */
  private void onSocket(int number) {
    add(JUMP_EQUAL, 0, 12, number);
    load(FIRST_ARGUMENT);
    when(JUMP_EQUAL, AF_UNIX, ALLOW);
    when(JUMP_EQUAL, AF_INET, ALLOW);
    when(JUMP_EQUAL, AF_INET6, ALLOW);
    unless(JUMP_EQUAL, AF_NETLINK, ERRNO | EAFNOSUPPORT);
    load(THIRD_ARGUMENT);
    unless(JUMP_EQUAL, NETLINK_ROUTE, ERRNO | EAFNOSUPPORT);
  }

  private void load(int offset) {
    add(LOAD_WORD, 0, 0, offset);
  }

  private void when(int test, int operand, int verdict) {
    add(test, 0, 1, operand);
    add(RETURN, 0, 0, verdict);
  }

  private void unless(int test, int operand, int verdict) {
    add(test, 1, 0, operand);
    add(RETURN, 0, 0, verdict);
  }

  private void add(int code, int skipIfTrue, int skipIfFalse, int operand) {
    program.add(new int[] {code, skipIfTrue, skipIfFalse, operand});
  }

  private byte[] bytes() {
    ByteBuffer bytes =
        ByteBuffer.allocate(program.size() * INSTRUCTION_BYTES).order(ByteOrder.nativeOrder());
    for (int[] instruction : program) {
      bytes.putShort((short) instruction[0]);
      bytes.put((byte) instruction[1]).put((byte) instruction[2]);
      bytes.putInt(instruction[3]);
    }
    return bytes.array();
  }
}
