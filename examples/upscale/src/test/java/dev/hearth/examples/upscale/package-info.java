/** Tests of the upscaler, on real networks. */
@NullMarked
package dev.hearth.examples.upscale;

import org.jspecify.annotations.NullMarked;
