/** Functions that a test's worker hosts: one well-mannered, the others hostile. */
@NullMarked
package dev.hearth.sdk.demo;

import org.jspecify.annotations.NullMarked;
