/** Tests of the function, alone and in company, and of what it is made of. */
@NullMarked
package dev.hearth.examples.texttoimage;

import org.jspecify.annotations.NullMarked;
