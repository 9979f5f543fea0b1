package org.city311.requests.http.edge;

import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells strangers apart by the address that they come from.
public final class Strangers {
  private static final Pattern ADDRESS = Pattern.compile("[0-9a-fA-F.:]{2,45}");

  /// As some proxies write it, with the port, which is another at each connection; and an IPv6 address in brackets
  /// (RFC 3986, section 3.2.2).
  private static final Pattern WITH_PORT =
      Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,3}){3}):[0-9]{1,5}");

  private static final Pattern IN_BRACKETS =
      Pattern.compile("\\[([0-9a-fA-F.:]{2,45})](?::[0-9]{1,5})?");

  private final Set<String> proxies;

  /// @param proxies addresses of our own reverse proxies: what they say of who sent a request is believed
  public Strangers(Set<String> proxies) {
    this.proxies = Set.copyOf(proxies);
  }

  /// Whoever sent a request: an IPv4 address, or the network (/64) of an IPv6 address, as one household has
  /// all the addresses of it.
  public String of(HttpServerRequest request) {
    String address = String.valueOf(request.remoteAddress().hostAddress());
    List<String> before =
        request.headers().getAll("X-Forwarded-For").stream()
            .flatMap(line -> Arrays.stream(line.split(",", 20)))
            .map(earlier -> bare(earlier.strip()))
            .toList()
            .reversed();
    for (String earlier : before) {
      if (!proxies.contains(address) || !ADDRESS.matcher(earlier).matches()) {
        break;
      }
      address = earlier;
    }
    return network(address);
  }

  /// Without a port.
  static String bare(String written) {
    for (Pattern pattern : List.of(WITH_PORT, IN_BRACKETS)) {
      Matcher matcher = pattern.matcher(written);
      if (matcher.matches()) {
        return matcher.group(1);
      }
    }
    return written;
  }

  static String network(String address) {
    int zone = address.indexOf('%');
    String plain = zone < 0 ? address : address.substring(0, zone);
    if (!plain.contains(":") || plain.contains(".")) {
      return plain.substring(plain.lastIndexOf(':') + 1);
    }
    int gap = plain.indexOf("::");
    String head = gap < 0 ? plain : plain.substring(0, gap);
    String[] groups = head.split(":", 9);
    StringBuilder network = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      boolean written = i < groups.length && groups[i].matches("[0-9a-fA-F]{1,4}");
      int group = written ? Integer.parseInt(groups[i], 16) : 0;
      network.append(Integer.toHexString(group)).append(':');
    }
    return network + ":/64";
  }
}
