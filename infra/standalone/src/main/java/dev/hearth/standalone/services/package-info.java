/** Marketplace and runtime as children of the supervisor. */
@NullMarked
package dev.hearth.standalone.services;

import org.jspecify.annotations.NullMarked;
