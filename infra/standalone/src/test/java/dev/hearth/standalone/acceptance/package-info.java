/** The whole installation, started once by its launcher and used as its users do. */
@NullMarked
package dev.hearth.standalone.acceptance;

import org.jspecify.annotations.NullMarked;
