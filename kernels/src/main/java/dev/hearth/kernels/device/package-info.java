/** The devices that operators run on, and how one is chosen. */
@NullMarked
package dev.hearth.kernels.device;

import org.jspecify.annotations.NullMarked;
