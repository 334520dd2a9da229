package dev.hearth.sdk.media;

/**
 * A file of any other kind.
 *
 * {@snippet file="dev/hearth/sdk/snippets/FieldsSnippet.java" region="media"}
 */
public record FileRef(String url, String contentType, String fileName, long fileSize)
    implements Media {}
