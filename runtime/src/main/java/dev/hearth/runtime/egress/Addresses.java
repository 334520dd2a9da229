package dev.hearth.runtime.egress;

import dev.hearth.runtime.fetch.GuardedResolver;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/**
 * Resolves the names of targets and refuses addresses that aren't public, and this machine's own.
 *
 * <p>A name server that keeps silent holds its caller's thread for long, and a virtual thread's
 * carrier with it, so that each look-up has a platform thread of its own; {@link EgressProxy}
 * bounds how many a worker has at once.
 */
final class Addresses implements AutoCloseable {
  private final Set<Target> privateTargets;
  private final GuardedResolver guarded = new GuardedResolver(Set.of());
  private final ExecutorService lookups =
      Executors.newThreadPerTaskExecutor(
          Thread.ofPlatform().daemon().name("egress-lookup-", 0).factory());

  Addresses(Optional<List<String>> privateHosts) {
    this.privateTargets =
        privateHosts.stream()
            .flatMap(Collection::stream)
            .map(Addresses::privateTarget)
            .collect(Collectors.toUnmodifiableSet());
  }

  private static Target privateTarget(String text) {
    return Target.parse(text)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "hearth.egress.private-hosts: \"" + text + "\" is not of the form name:port"));
  }

  /** The addresses of a target, at least one. */
  List<InetAddress> of(Target target, Duration limit) throws IOException, InterruptedException {
    Future<List<InetAddress>> lookup = lookups.submit(() -> resolve(target));
    try {
      return lookup.get(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw Refusal.unreachable("the name " + target.host() + " isn't resolved in time");
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Refusal refusal ? refusal : new IOException(e.getCause());
    } finally {
      lookup.cancel(true);
    }
  }

  private List<InetAddress> resolve(Target target) throws IOException {
    try {
      if (privateTargets.contains(target)) {
        return List.of(InetAddress.getAllByName(target.host()));
      }
      List<InetAddress> addresses = List.of(guarded.resolve(target.host()));
      for (InetAddress address : addresses) {
        if (NetworkInterface.getByInetAddress(address) != null) {
          throw notPublic(target);
        }
      }
      return addresses;
    } catch (GuardedResolver.PrivateAddressException e) {
      throw notPublic(target);
    } catch (UnknownHostException e) {
      throw Refusal.unreachable("the name " + target.host() + " can't be resolved");
    }
  }

  private static Refusal notPublic(Target target) {
    return Refusal.forbidden(target + " leads to an address that is not public");
  }

  @Override
  public void close() {
    lookups.shutdownNow();
  }
}
