/** A creator's project: made, brought up to date, and what of Hearth it is built with. */
@NullMarked
package dev.hearth.sdk.cli.project;

import org.jspecify.annotations.NullMarked;
