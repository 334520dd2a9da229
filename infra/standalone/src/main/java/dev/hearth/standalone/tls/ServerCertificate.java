package dev.hearth.standalone.tls;

import java.nio.file.Path;

/**
 * What a server proves its names with, as PEM files.
 *
 * @param chain its certificate and the CA's
 * @param key its private key, for its owner only
 * @param ca the certificate that clients must trust
 */
public record ServerCertificate(Path chain, Path key, Path ca) {}
