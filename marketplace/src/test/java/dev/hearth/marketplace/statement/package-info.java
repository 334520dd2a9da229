@NullMarked
package dev.hearth.marketplace.statement;

import org.jspecify.annotations.NullMarked;
