package dev.hearth.runtime.pool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The waiting work of one version, first come first served, from which batches of equal key are
 * taken. All operations cost O(1) or O(batch), but {@link #position} O(n). Not thread-safe.
 */
final class WorkQueue {
  private final LinkedHashSet<Ticket> all = new LinkedHashSet<>();
  private final Map<Group, LinkedHashSet<Ticket>> groups = new HashMap<>();

  /** Work that may run as one batch. */
  private record Group(String endpoint, String batchKey) {
    static Group of(Ticket ticket) {
      return new Group(ticket.work().endpoint(), ticket.work().batchKey());
    }
  }

  /**
   * How much one batch may hold.
   *
   * @param bytes of all inputs; the first of a batch is taken in any case
   */
  record BatchLimit(int calls, long bytes) {}

  int size() {
    return all.size();
  }

  boolean isEmpty() {
    return all.isEmpty();
  }

  void add(Ticket ticket) {
    all.add(ticket);
    if (!ticket.work().alone()) {
      groups.computeIfAbsent(Group.of(ticket), _ -> new LinkedHashSet<>()).add(ticket);
    }
  }

  /** Takes work out; tells whether it was waiting. */
  boolean remove(Ticket ticket) {
    if (!all.remove(ticket)) {
      return false;
    }
    Group group = Group.of(ticket);
    LinkedHashSet<Ticket> members = groups.get(group);
    if (members != null && members.remove(ticket) && members.isEmpty()) {
      groups.remove(group);
    }
    return true;
  }

  /** The work that has waited longest. */
  @Nullable Ticket head() {
    return all.isEmpty() ? null : all.getFirst();
  }

  /** Takes the head and the work that may run with it, in order of arrival. */
  List<Ticket> takeBatch(BatchLimit limit) {
    Ticket head = all.getFirst();
    var batch = new ArrayList<Ticket>();
    LinkedHashSet<Ticket> members = groups.get(Group.of(head));
    if (head.work().alone() || members == null || limit.calls() == 1) {
      batch.add(head);
    } else {
      long bytes = 0;
      for (Ticket ticket : members) {
        bytes += ticket.work().input().length;
        if (batch.size() == limit.calls() || (bytes > limit.bytes() && !batch.isEmpty())) {
          break;
        }
        batch.add(ticket);
      }
    }
    batch.forEach(this::remove);
    return batch;
  }

  /** Takes all work out. */
  List<Ticket> takeAll() {
    List<Ticket> taken = List.copyOf(all);
    all.clear();
    groups.clear();
    return taken;
  }

  /** Work that has waited longer than this; 0 for work that isn't waiting. */
  int position(Ticket ticket) {
    if (!all.contains(ticket)) {
      return 0;
    }
    int position = 0;
    for (Ticket before : all) {
      if (before.equals(ticket)) {
        break;
      }
      position++;
    }
    return position;
  }
}
