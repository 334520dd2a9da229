package dev.hearth.runtime.fetch;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Set;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Resolves names and refuses those with an address that isn't public. The HTTP client connects to
 * exactly the addresses it gets from here, for literal addresses and redirects too, so that a name
 * can't change its mind between check and connect.
 */
public final class GuardedResolver implements DnsResolver {
  private final Set<String> allowedHosts;

  /** Refuses all but public addresses, except of these hosts. */
  public GuardedResolver(Set<String> allowedHosts) {
    this.allowedHosts = Set.copyOf(allowedHosts);
  }

  @Override
  public InetAddress[] resolve(String host) throws UnknownHostException {
    InetAddress[] addresses = SystemDefaultDnsResolver.INSTANCE.resolve(host);
    if (!allowedHosts.contains(host)) {
      for (InetAddress address : addresses) {
        if (!PublicAddress.isPublic(address)) {
          throw new PrivateAddressException(host);
        }
      }
    }
    return addresses;
  }

  @Override
  public String resolveCanonicalHostname(String host) {
    return host;
  }

  /** A name or address that leads inside. */
  public static final class PrivateAddressException extends UnknownHostException {
    @java.io.Serial private static final long serialVersionUID = 1L;

    PrivateAddressException(String host) {
      super(host + " is not a public address");
    }
  }
}
