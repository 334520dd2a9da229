package dev.hearth.standalone.lifecycle;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;

/**
 * A small real service in a process of its own, so that starting, ending and restarting can be
 * tested without the whole program. It is healthy, and its function answers its own input.
 */
final class StandInService {
  private StandInService() {}

  public static void main(String[] args) throws IOException {
    if ("cuda".equals(System.getenv("HEARTH_NODE_DEVICE"))) {
      System.err.println(
          "device cuda was asked for, but there is none in " + System.getenv("HOME"));
      System.err.println("2026-01-01 00:00:00,000 INFO  another thread logs on");
      System.exit(78);
    }
    String port = System.getenv("QUARKUS_HTTP_PORT");
    var server =
        HttpServer.create(
            new InetSocketAddress(System.getenv("QUARKUS_HTTP_HOST"), Integer.parseInt(port)), 16);
    server.createContext("/", StandInService::answer);
    server.start();
    System.out.println("listening on " + port);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
