package dev.hearth.coldstart.blobstore;

import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * The SDK's clients, built from settings alone: nothing is taken from profiles or the environment.
 *
 * @param http the connections of both
 * @param once tries once
 * @param patient retries what may work later, with jittered pauses
 */
record S3Clients(SdkHttpClient http, S3Client once, S3Client patient) implements AutoCloseable {
  /** So that a caller who waits for one of too few connections learns it at last. */
  private static final Duration POOL_PATIENCE = Duration.ofMinutes(1);

  static S3Clients of(S3Settings settings) {
    SdkHttpClient http =
        Apache5HttpClient.builder()
            .maxConnections(settings.maxConnections())
            .connectionTimeout(settings.stallTimeout())
            .socketTimeout(settings.stallTimeout())
            .connectionAcquisitionTimeout(POOL_PATIENCE)
            .build();
    return new S3Clients(
        http,
        client(settings, http, AwsRetryStrategy.doNotRetry()),
        client(settings, http, AwsRetryStrategy.standardRetryStrategy()));
  }

  private static S3Client client(
      S3Settings settings, SdkHttpClient http, RetryStrategy retryStrategy) {
    var builder =
        S3Client.builder()
            .region(Region.of(settings.region()))
            .credentialsProvider(credentials(settings))
            .serviceConfiguration(service(settings))
            // Whoever reads verifies by SHA-256; ranges have no checksum anyway.
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .overrideConfiguration(
                override -> override.retryStrategy(retryStrategy).defaultProfileFile(noProfiles()))
            .httpClient(http);
    URI endpoint = settings.endpoint();
    return (endpoint == null ? builder : builder.endpointOverride(endpoint)).build();
  }

  static S3Presigner presigner(S3Settings settings) {
    var builder =
        S3Presigner.builder()
            .region(Region.of(settings.region()))
            .credentialsProvider(credentials(settings))
            .serviceConfiguration(service(settings));
    URI endpoint = settings.endpoint();
    return (endpoint == null ? builder : builder.endpointOverride(endpoint)).build();
  }

  private static StaticCredentialsProvider credentials(S3Settings settings) {
    return StaticCredentialsProvider.create(
        AwsBasicCredentials.create(
            settings.credentials().accessKey(), settings.credentials().secretKey()));
  }

  private static S3Configuration service(S3Settings settings) {
    return S3Configuration.builder()
        .pathStyleAccessEnabled(settings.pathStyle())
        .profileFile(S3Clients::noProfiles)
        .build();
  }

  private static ProfileFile noProfiles() {
    return ProfileFile.aggregator().build();
  }

  @Override
  public void close() {
    once.close();
    patient.close();
    http.close();
  }
}
