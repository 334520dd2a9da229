/** Tests of making and upgrading projects. */
@NullMarked
package dev.hearth.sdk.cli.project;

import org.jspecify.annotations.NullMarked;
