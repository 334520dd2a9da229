package dev.hearth.runtime.media;

import dev.hearth.runtime.database.Outages;
import dev.hearth.sdk.media.ContentTypes;
import io.quarkus.logging.Log;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Files that calls take and give. A file's URL is a capability: an unguessable token of 256 bits,
 * of which only the digest is stored, and which expires. Blocking.
 */
@ApplicationScoped
public class MediaStore {
  private static final int TOKEN_BYTES = 32;
  private static final int MAX_NAME = 100;
  private static final Duration INCOMING_AT_MOST = Duration.ofDays(2);
  private static final String MEDIA = "/media/";

  private final MediaConfig config;
  private final DataSource database;
  private final String mediaUrl;
  private final List<String> ownUrls;
  private final String uploadUrl;
  private final SecureRandom random = new SecureRandom();

  MediaStore(MediaConfig config, PublicConfig urls, DataSource database) throws IOException {
    this.config = config;
    this.database = database;
    this.mediaUrl = urls.apiUrl() + MEDIA;
    this.ownUrls =
        Stream.concat(Stream.of(urls.apiUrl()), urls.apiAliases().orElse(List.of()).stream())
            .map(origin -> origin + MEDIA)
            .toList();
    this.uploadUrl = urls.apiUrl() + "/upload/";
    Files.createDirectories(config.directory().resolve("incoming"));
  }

  /** Where to send an upload and what to call it afterwards. */
  public record Upload(String fileUrl, String uploadUrl) {}

  /** A new name within the folder that finished files are moved from. */
  public Path incoming() {
    return config.directory().resolve("incoming").resolve(UUID.randomUUID().toString());
  }

  /** Longest upload in bytes. */
  public long maxUploadBytes() {
    return config.maxUpload().asLongValue();
  }

  /**
   * Keeps a file. While the database is away this waits: a call's result is not to be lost by that.
   *
   * @param file moved away from where it is
   * @return its URL
   */
  public String keep(Path file, String contentType, String fileName)
      throws IOException, InterruptedException {
    UUID id = UUID.randomUUID();
    long bytes = Files.size(file);
    String token = token();
    String name = plain(fileName);
    try {
      Outages.outlast("outputs", () -> insert(id, token, null, name, contentType, bytes));
    } catch (SQLException e) {
      throw new IllegalStateException("can't record media " + id, e);
    }
    place(file, id);
    return mediaUrl + token + "/" + name;
  }

  /** Prepares an upload. */
  public Upload announce(String contentType, String fileName) {
    String token = token();
    String upload = token();
    String name = plain(fileName);
    try {
      insert(UUID.randomUUID(), token, upload, name, ContentTypes.cleaned(contentType), null);
    } catch (SQLException e) {
      throw new IllegalStateException("can't record an upload", e);
    }
    return new Upload(mediaUrl + token + "/" + name, uploadUrl + upload);
  }

  /** Whether an upload of that token is awaited. */
  public boolean awaited(String uploadToken) {
    return query(
            """
            select id from media
            where upload_sha256 = ? and bytes is null and expires_at > now()
            """,
            sha256(uploadToken),
            row -> row.getObject(1, UUID.class))
        .isPresent();
  }

  /**
   * Takes an announced upload, once.
   *
   * @param file moved away from where it is
   * @return false when the upload wasn't announced, has come already, or is too late
   */
  public boolean upload(String uploadToken, Path file, @Nullable String contentType)
      throws IOException {
    long bytes = Files.size(file);
    String type = ContentTypes.of(file, contentType == null ? ContentTypes.UNKNOWN : contentType);
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      try {
        Optional<UUID> id = claim(connection, uploadToken, bytes, type);
        if (id.isPresent()) {
          // Still under the row's lock: a second upload of the token waits, and then finds it used.
          place(file, id.get());
        }
        connection.commit();
        return id.isPresent();
      } catch (SQLException | IOException e) {
        connection.rollback();
        throw e;
      }
    } catch (SQLException e) {
      throw new IllegalStateException("can't record an upload", e);
    }
  }

  private static Optional<UUID> claim(
      Connection connection, String uploadToken, long bytes, String contentType)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            """
            update media set bytes = ?, content_type = ?
            where upload_sha256 = ? and bytes is null and expires_at > now() returning id
            """)) {
      update.setLong(1, bytes);
      update.setString(2, contentType);
      update.setBytes(3, sha256(uploadToken));
      try (ResultSet row = update.executeQuery()) {
        return row.next() ? Optional.of(row.getObject(1, UUID.class)) : Optional.empty();
      }
    }
  }

  /** The file of one of this installation's own URLs; empty for a foreign one or an expired one. */
  public Optional<MediaFile> ofUrl(String url) {
    for (String own : ownUrls) {
      int end = url.startsWith(own) ? url.indexOf('/', own.length()) : -1;
      if (end >= 0) {
        return find(url.substring(own.length(), end));
      }
    }
    return Optional.empty();
  }

  /** Whether the URL is one of this installation's own. */
  public boolean owns(String url) {
    return ownUrls.stream().anyMatch(url::startsWith);
  }

  /** The file of a token. */
  public Optional<MediaFile> find(String token) {
    return query(
        """
        select id, content_type, file_name, bytes from media
        where token_sha256 = ? and bytes is not null and expires_at > now()
        """,
        sha256(token),
        row ->
            new MediaFile(
                place(row.getObject(1, UUID.class)),
                row.getString(2),
                row.getString(3),
                row.getLong(4)));
  }

  @Scheduled(every = "10m", delayed = "1m")
  @RunOnVirtualThread
  void purge() {
    try (Connection connection = database.getConnection();
        PreparedStatement delete =
            connection.prepareStatement("delete from media where expires_at < now() returning id");
        ResultSet rows = delete.executeQuery()) {
      while (rows.next()) {
        Files.deleteIfExists(place(rows.getObject(1, UUID.class)));
      }
      purgeIncoming();
    } catch (SQLException | IOException e) {
      Log.warn("expired media are purged again in 10 min", e);
    }
  }

  /** What a process that died left half received. */
  private void purgeIncoming() throws IOException {
    Instant old = Instant.now().minus(INCOMING_AT_MOST);
    try (Stream<Path> files = Files.list(config.directory().resolve("incoming"))) {
      for (Path file : files.toList()) {
        if (Files.exists(file) && Files.getLastModifiedTime(file).toInstant().isBefore(old)) {
          discard(file);
        }
      }
    }
  }

  private interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> Optional<T> query(String sql, byte[] key, Row<T> reader) {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(sql)) {
      select.setBytes(1, key);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? Optional.of(reader.read(rows)) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new IllegalStateException("can't read media", e);
    }
  }

  private void insert(
      UUID id,
      String token,
      @Nullable String uploadToken,
      String name,
      String contentType,
      @Nullable Long bytes)
      throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                """
                insert into media (id, token_sha256, upload_sha256, file_name, content_type, bytes, expires_at)
                values (?, ?, ?, ?, ?, ?, now() + make_interval(secs => ?))
                on conflict (id) do nothing
                """)) {
      insert.setObject(1, id);
      insert.setBytes(2, sha256(token));
      insert.setBytes(3, uploadToken == null ? null : sha256(uploadToken));
      insert.setString(4, name);
      insert.setString(5, contentType);
      insert.setObject(6, bytes);
      insert.setDouble(7, (double) config.retention().toSeconds());
      insert.executeUpdate();
    }
  }

  private void place(Path file, UUID id) throws IOException {
    Path place = place(id);
    Files.createDirectories(config.directory().resolve(folder(id)));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    try {
      Files.move(file, place, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      // From another file system, as a worker's output often is: all bytes first, then the name.
      Path near = incoming();
      Files.copy(file, near, StandardCopyOption.COPY_ATTRIBUTES);
      Files.move(near, place, StandardCopyOption.ATOMIC_MOVE);
      Files.delete(file);
    }
  }

  private Path place(UUID id) {
    return config.directory().resolve(folder(id)).resolve(id.toString());
  }

  private static String folder(UUID id) {
    return id.toString().substring(0, 2);
  }

  private String token() {
    byte[] bytes = new byte[TOKEN_BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static byte[] sha256(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** A name that is safe in a path, a URL and a header. */
  static String plain(String fileName) {
    String safe = fileName.replaceAll("[^A-Za-z0-9._-]+", "_").replaceAll("^[._]+", "");
    String cut = safe.length() > MAX_NAME ? safe.substring(safe.length() - MAX_NAME) : safe;
    return cut.isEmpty() ? "file" : cut;
  }

  /** Deletes a file that may be gone already. */
  public static void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException("can't delete " + file, e);
    }
  }
}
