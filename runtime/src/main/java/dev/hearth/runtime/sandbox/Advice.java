package dev.hearth.runtime.sandbox;

/** What to do about what an examination found. */
final class Advice {
  static final String ON_GROUPS =
      "give the runtime control groups that it may divide: a systemd service with Delegate=yes, or"
          + " a container with a writable /sys/fs/cgroup of its own (--cgroupns=private)";
  static final String ON_CPU =
      "enable the cpu controller for the runtime's control group, for example with"
          + " Delegate=cpu memory pids in its systemd service";
  static final String ON_SECCOMP =
      "use a kernel with CONFIG_SECCOMP_FILTER, on x86-64 or AArch64, and bubblewrap 0.3 or later";
  static final String ON_TMPFS = "the kernel ignores the size of a tmpfs; use a plain Linux kernel";
  static final String ON_NAMESPACES = "use a kernel that has these namespaces, and bubblewrap 0.8";
  static final String ON_ROOT =
      "start Hearth as a user other than root, or as one that may change to another";
  static final String ON_USER =
      "start Hearth as root to have workers run as a user of their own; a way out of the sandbox"
          + " would then end at a user who owns nothing";

  private static final String ON_USER_NAMESPACES =
      "let users make namespaces: sysctl user.max_user_namespaces above 0; on Debian"
          + " kernel.unprivileged_userns_clone=1; on Ubuntu 24.04"
          + " kernel.apparmor_restrict_unprivileged_userns=0; in Docker --security-opt"
          + " seccomp=unconfined --security-opt apparmor=unconfined --security-opt"
          + " systempaths=unconfined";
  static final String ON_CLOSED_FOLDERS =
      "the JDK or the program stands below a folder that workers can't enter: move it, or open the"
          + " folders above it with chmod o+x";

  private Advice() {}

  /** On a sandbox that doesn't start. */
  static String onSandbox(String why) {
    if (why.contains("apt-get")) {
      return "install it, then run ./hearth up again";
    }
    if (why.matches("(?s).*(namespace|Operation not permitted|uid map|mount proc).*")) {
      return ON_USER_NAMESPACES;
    }
    return why.contains("Permission denied") || why.contains("No such file")
        ? ON_CLOSED_FOLDERS
        : "";
  }
}
