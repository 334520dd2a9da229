/** Forms out of schemas, and inputs out of forms. */
@NullMarked
package dev.hearth.marketplace.console.form;

import org.jspecify.annotations.NullMarked;
