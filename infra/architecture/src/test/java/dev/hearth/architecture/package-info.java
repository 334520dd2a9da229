/** The rules of Hearth's modules, packages and folders, as tests. */
@NullMarked
package dev.hearth.architecture;

import org.jspecify.annotations.NullMarked;
