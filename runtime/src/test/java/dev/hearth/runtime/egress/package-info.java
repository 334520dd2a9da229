/** Tests of workers' ways out. */
@NullMarked
package dev.hearth.runtime.egress;

import org.jspecify.annotations.NullMarked;
