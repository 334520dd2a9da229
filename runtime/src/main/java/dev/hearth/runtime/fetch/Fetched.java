package dev.hearth.runtime.fetch;

/**
 * What came with a fetched file.
 *
 * @param contentType as the server told, lower case without parameters
 * @param bytes length
 */
public record Fetched(String contentType, long bytes) {}
