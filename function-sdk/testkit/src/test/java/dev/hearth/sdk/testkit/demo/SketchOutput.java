package dev.hearth.sdk.testkit.demo;

import dev.hearth.sdk.media.Image;

/**
 * A sketch.
 *
 * @param company most calls that shared a step with it, itself included
 */
public record SketchOutput(Image image, String text, int company) {}
