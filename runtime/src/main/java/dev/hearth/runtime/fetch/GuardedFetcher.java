package dev.hearth.runtime.fetch;

import dev.hearth.runtime.fetch.GuardedResolver.PrivateAddressException;
import dev.hearth.sdk.error.CallException;
import dev.hearth.sdk.error.ErrorCode;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.ChainElement;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The one place that follows a caller's URL (promise 7). Only {@code http} and {@code https}; names
 * that lead to private addresses are refused and the checked address is the one connected to; every
 * redirect is checked again; size and time are bounded; nothing is decoded. Blocking: call it on a
 * virtual thread.
 */
@ApplicationScoped
public class GuardedFetcher {
  private static final int MAX_CONNECTIONS = 256;
  private static final int BUFFER_BYTES = 1 << 16;

  private final FetchConfig config;
  private final Set<HttpHost> allowedOrigins;
  private final Set<String> allowedHosts;
  private final CloseableHttpClient http;
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("fetch-deadlines").factory());

  GuardedFetcher(FetchConfig config) {
    this.config = config;
    this.allowedOrigins =
        config.allowedOrigins().stream()
            .flatMap(Collection::stream)
            .map(GuardedFetcher::origin)
            .collect(Collectors.toUnmodifiableSet());
    this.allowedHosts =
        allowedOrigins.stream().map(HttpHost::getHostName).collect(Collectors.toUnmodifiableSet());
    this.http = client();
  }

  private CloseableHttpClient client() {
    Timeout idle = Timeout.of(config.idleTimeout());
    var connections =
        PoolingHttpClientConnectionManagerBuilder.create()
            .setDnsResolver(new GuardedResolver(allowedHosts))
            .setMaxConnTotal(MAX_CONNECTIONS)
            .setMaxConnPerRoute(MAX_CONNECTIONS)
            .setDefaultConnectionConfig(
                ConnectionConfig.custom().setConnectTimeout(idle).setSocketTimeout(idle).build())
            .build();
    return HttpClients.custom()
        .setConnectionManager(connections)
        .setConnectionReuseStrategy((_, _, _) -> false)
        .setDefaultRequestConfig(
            RequestConfig.custom()
                .setMaxRedirects(config.maxRedirects())
                .setRedirectsEnabled(config.maxRedirects() > 0)
                .setResponseTimeout(idle)
                .setConnectionRequestTimeout(idle)
                .setExpectContinueEnabled(false)
                .build())
        .addExecInterceptorBefore(
            ChainElement.CONNECT.name(),
            "origin-guard",
            (request, scope, chain) -> {
              checkHop(scope.route.getTargetHost());
              return chain.proceed(request, scope);
            })
        .disableAuthCaching()
        .disableAutomaticRetries()
        .disableContentCompression()
        .disableCookieManagement()
        .setUserAgent("hearth-fetcher")
        .build();
  }

  /** An allow-listed host is allowed on the listed scheme and port only. */
  private void checkHop(HttpHost hop) throws PrivateAddressException {
    if (allowedHosts.contains(hop.getHostName()) && !allowedOrigins.contains(normal(hop))) {
      throw new PrivateAddressException(hop.getHostName());
    }
  }

  /**
   * Fetches a file.
   *
   * @param target where the bytes go; deleted when the fetch fails
   * @throws CallException with {@code FILE_DOWNLOAD_ERROR} or {@code FILE_TOO_LARGE} and a reason
   *     for the caller
   */
  public Fetched fetch(String url, Path target) {
    HttpGet request = new HttpGet(checked(url));
    var deadline =
        deadlines.schedule(request::cancel, config.timeout().toMillis(), TimeUnit.MILLISECONDS);
    boolean done = false;
    try {
      Fetched fetched = http.execute(request, response -> receive(response, target));
      done = true;
      return fetched;
    } catch (IOException e) {
      throw refusal(e, request);
    } finally {
      deadline.cancel(false);
      if (!done) {
        delete(target);
      }
    }
  }

  private static URI checked(String url) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      throw failed("the URL is not valid");
    }
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    if (!List.of("http", "https").contains(scheme)) {
      throw failed("only http, https and data URLs can be fetched");
    }
    if (uri.getHost() == null) {
      throw failed("the URL has no host");
    }
    if (uri.getRawUserInfo() != null) {
      throw failed("the URL must not carry a user name or password");
    }
    if (uri.getPort() > 65_535) {
      throw failed("the URL has no valid port");
    }
    return uri;
  }

  private Fetched receive(ClassicHttpResponse response, Path target) throws IOException {
    if (response.getCode() != 200) {
      throw failed("the server answered " + response.getCode());
    }
    if (response.getEntity() == null) {
      throw failed("the server sent no file");
    }
    long maxBytes = config.maxBytes().asLongValue();
    if (response.getEntity().getContentLength() > maxBytes) {
      throw tooLarge(maxBytes);
    }
    try (InputStream in = response.getEntity().getContent();
        OutputStream out = Files.newOutputStream(target)) {
      return new Fetched(contentType(response), copy(in, out, maxBytes));
    }
  }

  private static long copy(InputStream in, OutputStream out, long maxBytes) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    long bytes = 0;
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      bytes += read;
      if (bytes > maxBytes) {
        throw tooLarge(maxBytes);
      }
      out.write(buffer, 0, read);
    }
    return bytes;
  }

  private static String contentType(ClassicHttpResponse response) {
    Header header = response.getFirstHeader("Content-Type");
    String value = header == null ? null : header.getValue();
    if (value == null) {
      return "application/octet-stream";
    }
    int parameters = value.indexOf(';');
    return (parameters < 0 ? value : value.substring(0, parameters))
        .trim()
        .toLowerCase(Locale.ROOT);
  }

  private CallException refusal(IOException failure, HttpGet request) {
    if (failure instanceof PrivateAddressException) {
      return failed("the URL leads to an address that is not public");
    }
    if (request.isCancelled()) {
      return failed("the server took longer than " + config.timeout().toSeconds() + " s");
    }
    return switch (failure) {
      case UnknownHostException _ -> failed("the host name can't be resolved");
      case ConnectTimeoutException _ -> failed("the server can't be reached");
      case SocketTimeoutException _ -> failed("the server doesn't send");
      case ClientProtocolException _ ->
          failed("the server's redirects or answer can't be followed");
      default -> failed("the connection failed");
    };
  }

  private static CallException failed(String reason) {
    return new CallException(ErrorCode.FILE_DOWNLOAD_ERROR, "can't fetch the file: " + reason);
  }

  private static CallException tooLarge(long maxBytes) {
    return new CallException(
        ErrorCode.FILE_TOO_LARGE, "the file is larger than " + (maxBytes >> 20) + " MiB");
  }

  private static void delete(Path target) {
    try {
      Files.deleteIfExists(target);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException("can't delete " + target, e);
    }
  }

  private static HttpHost origin(String origin) {
    try {
      return normal(HttpHost.create(origin));
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "hearth.fetch.allowed-origins: \"" + origin + "\" is no origin such as http://host:port",
          e);
    }
  }

  private static HttpHost normal(HttpHost host) {
    int port = host.getPort() >= 0 ? host.getPort() : defaultPort(host.getSchemeName());
    return new HttpHost(host.getSchemeName(), host.getHostName().toLowerCase(Locale.ROOT), port);
  }

  private static int defaultPort(@Nullable String scheme) {
    return "https".equals(scheme) ? 443 : 80;
  }

  @PreDestroy
  void close() throws IOException {
    deadlines.shutdownNow();
    http.close();
  }
}
