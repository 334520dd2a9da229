package dev.hearth.sdk.media;

/**
 * Moving pictures.
 *
 * {@snippet file="dev/hearth/sdk/snippets/FieldsSnippet.java" region="media"}
 */
public record Video(String url, String contentType, String fileName, long fileSize)
    implements Media {}
