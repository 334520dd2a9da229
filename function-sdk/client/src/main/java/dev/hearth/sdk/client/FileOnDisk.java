package dev.hearth.sdk.client;

import java.nio.file.Path;

/** A file on this machine. */
record FileOnDisk(Path path, String contentType) implements InputFile {}
