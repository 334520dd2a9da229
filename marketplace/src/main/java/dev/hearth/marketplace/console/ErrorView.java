package dev.hearth.marketplace.console;

/** A page that couldn't be shown. */
record ErrorView(int status, String title, String text) {
  static ErrorView of(int status) {
    return switch (status) {
      case 400, 403 ->
          new ErrorView(
              status,
              "This form can't be accepted",
              "It is out of date, or it was not sent from this site. Go back, reload the page and"
                  + " send it again.");
      case 404 ->
          new ErrorView(status, "Nothing here", "There is no such page, or you may not see it.");
      case 405 -> new ErrorView(status, "Not like this", "This page can't be asked that way.");
      case 413 ->
          new ErrorView(status, "Too large", "The file is larger than this installation takes.");
      case 415 -> new ErrorView(status, "Not a form", "This page takes only forms.");
      default ->
          status >= 500
              ? new ErrorView(
                  status, "Something went wrong", "The fault is ours. Please try again shortly.")
              : new ErrorView(status, "This did not work", "The page can't answer this request.");
    };
  }
}
