/** The function @function@. */
package @package@;
