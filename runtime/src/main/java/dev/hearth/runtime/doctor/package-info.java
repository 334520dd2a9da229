/** A program that examines the machine as the runtime would find it. */
@NullMarked
package dev.hearth.runtime.doctor;

import org.jspecify.annotations.NullMarked;
