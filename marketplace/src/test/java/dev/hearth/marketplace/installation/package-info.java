/** What the tests of the whole service start on. */
@NullMarked
package dev.hearth.marketplace.installation;

import org.jspecify.annotations.NullMarked;
