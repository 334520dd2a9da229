package dev.hearth.runtime.sandbox;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * System calls that no function needs and that widen what it can attack: those that look into or
 * steer other processes, change mounts and namespaces, load code into the kernel, or have had a
 * long row of ways out of sandboxes (io_uring, userfaultfd, bpf, perf_event_open, keyrings). Every
 * other call is let through, as nobody can say which ones a JVM, ONNX Runtime or CUDA may need.
 *
 * <p>Numbers: {@code arch/x86/entry/syscalls/syscall_64.tbl} and {@code
 * include/uapi/asm-generic/unistd.h} of Linux 6.18. From 424 on both machines number alike.
 *
 * @param auditArch the machine as {@code struct seccomp_data} names it
 * @param refused answered with {@code EPERM}
 * @param cloneNumber of clone(2), whose flags must ask for no namespace
 * @param socketNumber of socket(2), which is for local, internet and routing sockets
 */
record SystemCalls(int auditArch, List<Integer> refused, int cloneNumber, int socketNumber) {
  /** clone3(2) keeps its flags in memory, where no filter sees them; libraries do without it. */
  static final int CLONE3 = 435;

  /** The first that this list knows nothing of; libraries do without what a kernel hasn't got. */
  static final int FIRST_UNKNOWN = 463;

  private static final List<Integer> REFUSED_EVERYWHERE =
      List.of(
          425, // io_uring_setup
          426, // io_uring_enter
          427, // io_uring_register
          428, // open_tree
          429, // move_mount
          430, // fsopen
          431, // fsconfig
          432, // fsmount
          433, // fspick
          438, // pidfd_getfd
          442, // mount_setattr
          443, // quotactl_fd
          457, // statmount
          458); // listmount

  /** By the name of the system call: on x86-64, on AArch64; -1 where there is none. */
  private static final Map<String, int[]> REFUSED =
      Map.ofEntries(
          Map.entry("acct", new int[] {163, 89}),
          Map.entry("add_key", new int[] {248, 217}),
          Map.entry("adjtimex", new int[] {159, 171}),
          Map.entry("bpf", new int[] {321, 280}),
          Map.entry("chroot", new int[] {161, 51}),
          Map.entry("clock_adjtime", new int[] {305, 266}),
          Map.entry("clock_settime", new int[] {227, 112}),
          Map.entry("delete_module", new int[] {176, 106}),
          Map.entry("fanotify_init", new int[] {300, 262}),
          Map.entry("finit_module", new int[] {313, 273}),
          Map.entry("init_module", new int[] {175, 105}),
          Map.entry("ioperm", new int[] {173, -1}),
          Map.entry("iopl", new int[] {172, -1}),
          Map.entry("kcmp", new int[] {312, 272}),
          Map.entry("kexec_file_load", new int[] {320, 294}),
          Map.entry("kexec_load", new int[] {246, 104}),
          Map.entry("keyctl", new int[] {250, 219}),
          Map.entry("modify_ldt", new int[] {154, -1}),
          Map.entry("mount", new int[] {165, 40}),
          Map.entry("name_to_handle_at", new int[] {303, 264}),
          Map.entry("open_by_handle_at", new int[] {304, 265}),
          Map.entry("perf_event_open", new int[] {298, 241}),
          Map.entry("pivot_root", new int[] {155, 41}),
          Map.entry("process_vm_readv", new int[] {310, 270}),
          Map.entry("process_vm_writev", new int[] {311, 271}),
          Map.entry("ptrace", new int[] {101, 117}),
          Map.entry("quotactl", new int[] {179, 60}),
          Map.entry("reboot", new int[] {169, 142}),
          Map.entry("request_key", new int[] {249, 218}),
          Map.entry("setdomainname", new int[] {171, 162}),
          Map.entry("sethostname", new int[] {170, 161}),
          Map.entry("setns", new int[] {308, 268}),
          Map.entry("settimeofday", new int[] {164, 170}),
          Map.entry("swapoff", new int[] {168, 225}),
          Map.entry("swapon", new int[] {167, 224}),
          Map.entry("syslog", new int[] {103, 116}),
          Map.entry("umount2", new int[] {166, 39}),
          Map.entry("unshare", new int[] {272, 97}),
          Map.entry("uselib", new int[] {134, -1}),
          Map.entry("userfaultfd", new int[] {323, 282}),
          Map.entry("vhangup", new int[] {153, 58}));

  /**
   * Those of a machine; empty where none is known.
   *
   * @param machine as {@code os.arch} names it
   */
  static Optional<SystemCalls> of(String machine) {
    return switch (machine) {
      case "amd64" -> Optional.of(new SystemCalls(0xC000003E, refused(0), 56, 41));
      case "aarch64" -> Optional.of(new SystemCalls(0xC00000B7, refused(1), 220, 198));
      default -> Optional.empty();
    };
  }

  private static List<Integer> refused(int column) {
    var numbers = new java.util.TreeSet<>(REFUSED_EVERYWHERE);
    for (int[] byMachine : REFUSED.values()) {
      if (byMachine[column] >= 0) {
        numbers.add(byMachine[column]);
      }
    }
    return List.copyOf(numbers);
  }
}
