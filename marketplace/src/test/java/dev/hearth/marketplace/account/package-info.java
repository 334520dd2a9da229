@NullMarked
package dev.hearth.marketplace.account;

import org.jspecify.annotations.NullMarked;
