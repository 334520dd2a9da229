/** Tests of {@code hearth doctor}. */
@NullMarked
package dev.hearth.standalone.doctor;

import org.jspecify.annotations.NullMarked;
