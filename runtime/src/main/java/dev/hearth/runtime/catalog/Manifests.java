package dev.hearth.runtime.catalog;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.hearth.sdk.json.Json;
import dev.hearth.sdk.manifest.Manifest;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import javax.sql.DataSource;

/**
 * Manifests of the versions seen here. They never change, and requests are pinned to them, so they
 * are kept in this node's database: a request that was accepted runs after a restart too, whatever
 * version is live then. Blocking.
 */
@ApplicationScoped
public class Manifests {
  private static final int MOST_PARSED = 2_000;

  private final DataSource database;
  private final LoadingCache<String, Parsed> parsed;

  private record Parsed(Manifest manifest, Map<String, EndpointSchema> endpoints) {}

  Manifests(DataSource database) {
    this.database = database;
    this.parsed =
        Caffeine.newBuilder().maximumSize(MOST_PARSED).build(version -> parse(load(version)));
  }

  /** A function at a version that was {@link #learn}ed before. */
  public Function function(
      String id, UUID ownerAccountId, String version, long priceVersion, long unitPriceNanos) {
    Parsed found = parsed.get(version);
    return new Function(
        id, ownerAccountId, version, found.manifest, found.endpoints, priceVersion, unitPriceNanos);
  }

  /** Keeps the manifest of a version. */
  void learn(String version, String text) {
    if (parsed.getIfPresent(version) == null) {
      Parsed fresh = parse(text);
      keep(version, text);
      parsed.put(version, fresh);
    }
  }

  private static Parsed parse(String text) {
    Manifest manifest = Manifest.fromJson(Json.parse(text));
    var endpoints = new LinkedHashMap<String, EndpointSchema>();
    manifest
        .descriptor()
        .endpoints()
        .forEach(endpoint -> endpoints.put(endpoint.path(), new EndpointSchema(endpoint)));
    return new Parsed(manifest, Map.copyOf(endpoints));
  }

  private void keep(String version, String text) {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                insert into version_manifest (version, manifest) values (?, ?)
                on conflict do nothing
                """)) {
      insert.setString(1, version);
      insert.setString(2, text);
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException("can't keep the manifest of " + version, e);
    }
  }

  private String load(String version) {
    try (Connection connection = database.getConnection();
        PreparedStatement select =
            connection.prepareStatement(
                "select manifest from version_manifest where version = ?")) {
      select.setString(1, version);
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          throw new IllegalStateException("no manifest of " + version + " is kept");
        }
        return row.getString(1);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("can't read the manifest of " + version, e);
    }
  }
}
