package dev.hearth.sdk.client;

import java.net.URI;

/** A file that has a URL. */
record FileElsewhere(URI url) implements InputFile {}
