package dev.hearth.sdk.client;

/** Bytes, which nobody changes any more. */
@SuppressWarnings("ArrayRecordComponent") // sent, never compared
record FileInMemory(byte[] bytes, String contentType, String fileName) implements InputFile {}
