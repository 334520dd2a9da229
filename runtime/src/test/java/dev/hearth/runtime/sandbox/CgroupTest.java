package dev.hearth.runtime.sandbox;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding control groups, and writing those of v2 into a folder that stands for the kernel's. */
class CgroupTest {
  @TempDir private Path folder = Path.of("unset");

  @Test
  void groupsOfBothVersionsAreFound() {
    var mounts =
        CgroupMounts.parse(
            List.of("4:memory:/a/b", "2:cpu,cpuacct:/", "0::/user.slice/x.service"),
            List.of(
                "30 25 0:26 / /sys/fs/cgroup/unified rw - cgroup2 cgroup2 rw",
                "33 25 0:29 /a /sys/fs/cgroup/memory rw shared:5 - cgroup cgroup rw,memory",
                "34 25 0:30 / /sys/fs/cgroup/cpu,cpuacct rw - cgroup cgroup rw,cpu,cpuacct"));
    assertEquals(
        Optional.of(Path.of("/sys/fs/cgroup/unified/user.slice/x.service")), mounts.unified());
    // A container's mount shows group /a as its root.
    assertEquals(
        Map.of(
            "memory", Path.of("/sys/fs/cgroup/memory/b"),
            "cpu", Path.of("/sys/fs/cgroup/cpu,cpuacct"),
            "cpuacct", Path.of("/sys/fs/cgroup/cpu,cpuacct")),
        mounts.byController());
  }

  @Test
  void withoutGroupsThereAreNone() {
    var mounts = CgroupMounts.parse(List.of("0::/"), List.of("1 0 8:1 / / rw - ext4 /dev/vda rw"));
    assertEquals(Optional.empty(), mounts.unified());
    assertEquals(Map.of(), mounts.byController());
    assertEquals(Optional.empty(), CgroupV1.open(mounts));
    assertEquals(Optional.empty(), CgroupV2.open(mounts));
  }

  @Test
  void groupOfALivingRuntimeIsKeptAndOthersAreStale() {
    assertFalse(CgroupNames.isStale(CgroupNames.of("w1")));
    assertFalse(CgroupNames.isStale("system.slice"));
    long self = ProcessHandle.current().pid();
    assertTrue(CgroupNames.isStale("hearth." + self + "-12345.w1"), "an earlier process");
    assertTrue(CgroupNames.isStale("hearth.4194305-12345.w1"), "no process at all");
  }

  private CgroupMounts unified(Path own) {
    return new CgroupMounts(Optional.of(own), Map.of());
  }

  private static void offer(Path group, String controllers, String enabled) throws IOException {
    Files.createDirectories(group);
    Files.writeString(group.resolve("cgroup.controllers"), controllers);
    Files.writeString(group.resolve("cgroup.subtree_control"), enabled);
  }

  @Test
  void limitsOfV2AreWritten() throws IOException {
    Path own = folder.resolve("own");
    offer(own, "cpu memory pids", "");
    CgroupV2 limits = CgroupV2.open(unified(own)).orElseThrow();
    assertEquals("+cpu", Files.readString(own.resolve("cgroup.subtree_control")));
    ResourceLimits.Group group = limits.create("w1", new WorkerBounds(1000, 7, 2));
    Path made = own.resolve(CgroupNames.of("w1"));
    assertEquals("1000", Files.readString(made.resolve("memory.max")));
    assertEquals("7", Files.readString(made.resolve("pids.max")));
    assertEquals("1", Files.readString(made.resolve("memory.oom.group")));
    assertEquals(List.of(made.resolve("cgroup.procs")), group.joinFiles());
    assertFalse(group.killedForMemory());
    Files.writeString(made.resolve("memory.events"), "oom 2\noom_kill 1\n");
    assertTrue(group.killedForMemory());
  }

  @Test
  void groupWithoutTheControllersIsNotUsed() throws IOException {
    Path own = folder.resolve("own");
    offer(folder, "hugetlb", "");
    offer(own, "hugetlb", "");
    assertEquals(Optional.empty(), CgroupV2.open(unified(own)));
  }

  @Test
  void workersStandBesideTheRuntimeWhereItsParentIsDelegated() throws IOException {
    Path own = folder.resolve("own");
    offer(folder, "memory pids", "memory pids");
    offer(own, "", "");
    assertEquals(Optional.of(new CgroupV2(folder)), CgroupV2.open(unified(own)));
  }
}
