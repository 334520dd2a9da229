package dev.hearth.sdk.media;

/**
 * Sound.
 *
 * {@snippet file="dev/hearth/sdk/snippets/FieldsSnippet.java" region="media"}
 */
public record Audio(String url, String contentType, String fileName, long fileSize)
    implements Media {}
