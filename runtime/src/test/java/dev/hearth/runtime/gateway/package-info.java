/** Tests of fal's protocol as unmodified clients speak it. */
@NullMarked
package dev.hearth.runtime.gateway;

import org.jspecify.annotations.NullMarked;
