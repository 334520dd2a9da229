package dev.hearth.sdk.media;

/**
 * A still picture.
 *
 * {@snippet file="dev/hearth/sdk/snippets/MediaSnippet.java" region="copy"}
 *
 * @param width pixels across as the header tells, 0 when unknown
 * @param height pixels down as the header tells, 0 when unknown
 */
public record Image(
    String url, String contentType, String fileName, long fileSize, int width, int height)
    implements Media {}
