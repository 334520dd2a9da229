package dev.hearth.runtime.egress;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolverProvider;
import java.util.Map;
import java.util.stream.Stream;

/** Names that tests need, beside those that the machine knows. */
public final class TestNames extends InetAddressResolverProvider {
  private static final Map<String, String> ADDRESSES =
      Map.of(
          "declared.test", "127.0.0.1",
          "other.test", "127.0.0.1",
          "inside.test", "10.1.2.3",
          "rude.test", "127.0.0.1",
          "metadata.test", "169.254.169.254",
          "below.wild.test", "127.0.0.1");

  @Override
  public InetAddressResolver get(Configuration configuration) {
    InetAddressResolver builtin = configuration.builtinResolver();
    return new InetAddressResolver() {
      @Override
      public Stream<InetAddress> lookupByName(String host, LookupPolicy policy)
          throws UnknownHostException {
        String address = ADDRESSES.get(host);
        return address == null ? builtin.lookupByName(host, policy) : Stream.of(literal(address));
      }

      @Override
      public String lookupByAddress(byte[] address) throws UnknownHostException {
        return builtin.lookupByAddress(address);
      }
    };
  }

  private static InetAddress literal(String address) throws UnknownHostException {
    return InetAddress.getByAddress(InetAddress.ofLiteral(address).getAddress());
  }

  @Override
  public String name() {
    return "names of tests";
  }
}
