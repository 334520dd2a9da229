package dev.hearth.sdk.media;

/** Sound. */
public record Audio(String url, String contentType, String fileName, long fileSize)
    implements Media {}
