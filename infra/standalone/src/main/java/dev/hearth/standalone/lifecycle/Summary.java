package dev.hearth.standalone.lifecycle;

import dev.hearth.sdk.cli.connection.Access;
import dev.hearth.sdk.cli.connection.Role;
import dev.hearth.standalone.install.DataFolder;

/** What a person wants to know of a running installation. */
final class Summary {
  private Summary() {}

  static String of(Access access, DataFolder data) {
    return """

    Hearth is ready.

      API       %s   (fal's protocol)
      Console   %s

      creator   %s
      developer %s
      admin     %s

    These are also in %s. Try it:

      curl %s/run/hearth/noop -H "Authorization: Key %s" \\
        -H "Content-Type: application/json" -d '{"hello":"world"}'
      ./hearth call hearth/upscale image_url=@picture.png --output .
    """
        .formatted(
            access.api(),
            access.console(),
            access.keys().get(Role.CREATOR),
            access.keys().get(Role.DEVELOPER),
            access.keys().get(Role.ADMIN),
            data.root().resolve(Access.FILE),
            access.api(),
            access.keys().get(Role.DEVELOPER));
  }
}
