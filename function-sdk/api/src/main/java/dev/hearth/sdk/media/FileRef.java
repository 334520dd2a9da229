package dev.hearth.sdk.media;

/** A file of any other kind. */
public record FileRef(String url, String contentType, String fileName, long fileSize)
    implements Media {}
