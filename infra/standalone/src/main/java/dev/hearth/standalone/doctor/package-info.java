/** {@code hearth doctor}: whether this machine has what Hearth needs, and what protects it. */
@NullMarked
package dev.hearth.standalone.doctor;

import org.jspecify.annotations.NullMarked;
