package dev.hearth.sdk.media;

/** Moving pictures. */
public record Video(String url, String contentType, String fileName, long fileSize)
    implements Media {}
