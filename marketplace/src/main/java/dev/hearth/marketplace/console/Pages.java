package dev.hearth.marketplace.console;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The templates, checked against their parameters at build time. */
@CheckedTemplate(basePath = "console")
final class Pages {
  private Pages() {}

  static native TemplateInstance gallery(Chrome chrome, GalleryView gallery);

  static native TemplateInstance function(Chrome chrome, FunctionView function, FormView form);

  static native TemplateInstance form(Chrome chrome, FunctionView function, FormView form);

  static native TemplateInstance run(Chrome chrome, FunctionView function, RunView run);

  static native TemplateInstance panel(RunView run);

  static native TemplateInstance signIn(Chrome chrome, SignInView form);

  static native TemplateInstance account(Chrome chrome, AccountView account);

  static native TemplateInstance error(Chrome chrome, ErrorView error);

  static native TemplateInstance notice(ErrorView error);
}
