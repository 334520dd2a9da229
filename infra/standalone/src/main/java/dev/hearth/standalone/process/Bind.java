package dev.hearth.standalone.process;

import java.nio.file.Path;

/**
 * A folder that a child sees at a second place.
 *
 * @param place an empty folder outside of closed ones
 */
public record Bind(Path folder, Path place) {}
