package dev.hearth.runtime.fetch;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Tells public unicast addresses from all others: those that the IANA special-purpose registries
 * (RFC 6890 and its updates) mark as not globally reachable, and IPv6 addresses that carry such an
 * IPv4 address.
 */
final class PublicAddress {
  private static final List<Block> SPECIAL =
      List.of(
          Block.of("0.0.0.0/8"),
          Block.of("10.0.0.0/8"),
          Block.of("100.64.0.0/10"),
          Block.of("127.0.0.0/8"),
          Block.of("169.254.0.0/16"),
          Block.of("172.16.0.0/12"),
          Block.of("192.0.0.0/24"),
          Block.of("192.0.2.0/24"),
          Block.of("192.31.196.0/24"),
          Block.of("192.52.193.0/24"),
          Block.of("192.88.99.0/24"),
          Block.of("192.168.0.0/16"),
          Block.of("192.175.48.0/24"),
          Block.of("198.18.0.0/15"),
          Block.of("198.51.100.0/24"),
          Block.of("203.0.113.0/24"),
          Block.of("224.0.0.0/4"),
          Block.of("240.0.0.0/4"),
          Block.of("64:ff9b:1::/48"),
          Block.of("100::/64"),
          Block.of("2001::/23"),
          Block.of("2001:db8::/32"),
          Block.of("3fff::/20"),
          Block.of("5f00::/16"),
          Block.of("fc00::/7"),
          Block.of("fe80::/10"),
          Block.of("fec0::/10"),
          Block.of("ff00::/8"));

  private static final Block IPV6_GLOBAL = Block.of("2000::/3");
  private static final Block NAT64 = Block.of("64:ff9b::/96");
  private static final Block SIX_TO_FOUR = Block.of("2002::/16");

  private PublicAddress() {}

  /** Whether strangers may make us connect to it. */
  static boolean isPublic(InetAddress address) {
    return switch (address) {
      case Inet4Address v4 -> !special(v4.getAddress());
      case Inet6Address v6 -> isPublicV6(v6.getAddress());
      default -> false;
    };
  }

  private static boolean isPublicV6(byte[] bytes) {
    if (NAT64.contains(bytes)) {
      return !special(Arrays.copyOfRange(bytes, 12, 16));
    }
    if (SIX_TO_FOUR.contains(bytes)) {
      return !special(Arrays.copyOfRange(bytes, 2, 6));
    }
    return IPV6_GLOBAL.contains(bytes) && !special(bytes);
  }

  private static boolean special(byte[] bytes) {
    return SPECIAL.stream().anyMatch(block -> block.contains(bytes));
  }

  /** A range of addresses that share their first bits. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Block(byte[] prefix, int bits) {
    static Block of(String cidr) {
      int slash = cidr.indexOf('/');
      try {
        byte[] prefix = InetAddress.getByName(cidr.substring(0, slash)).getAddress();
        return new Block(prefix, Integer.parseInt(cidr.substring(slash + 1)));
      } catch (UnknownHostException e) {
        throw new IllegalStateException("literal addresses need no resolver", e);
      }
    }

    boolean contains(byte[] address) {
      if (address.length != prefix.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((address[bit / 8] & mask) != (prefix[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }
}
