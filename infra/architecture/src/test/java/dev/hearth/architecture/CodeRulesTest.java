package dev.hearth.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** How code is written, wherever it stands. */
@AnalyzeClasses(packages = "dev.hearth", importOptions = ImportOption.DoNotIncludeTests.class)
final class CodeRulesTest {
  /** Programs of their own, whose user is at a terminal or a process that started them. */
  private static final DescribedPredicate<JavaClass> IS_A_PROGRAM =
      resideInAnyPackage(
          "dev.hearth.sdk.cli..",
          "dev.hearth.sdk.worker..",
          "dev.hearth.kernels.probe..",
          "dev.hearth.runtime.probe..",
          "dev.hearth.runtime.doctor..",
          "dev.hearth.standalone..",
          "dev.hearth.bench..");

  /** Whose user asks it to, by {@code fromEnvironment}. */
  private static final DescribedPredicate<JavaClass> READS_THE_ENVIRONMENT_ON_DEMAND =
      describe(
          "read the environment when asked",
          type -> type.getName().equals("dev.hearth.sdk.client.HearthClientBuilder"));

  @ArchTest
  static final ArchRule packagesAreFeatures =
      noClasses()
          .should()
          .resideInAnyPackage(
              "..util..",
              "..utils..",
              "..common..",
              "..service..",
              "..impl..",
              "..model..",
              "..dto..",
              "..manager..");

  @ArchTest
  static final ArchRule configIsAMappedInterface =
      classes()
          .that()
          .haveSimpleNameEndingWith("Config")
          .should()
          .beInterfaces()
          .andShould()
          .beAnnotatedWith("io.smallrye.config.ConfigMapping");

  @ArchTest
  static final ArchRule mappedInterfacesAreNamedConfig =
      classes()
          .that()
          .areAnnotatedWith("io.smallrye.config.ConfigMapping")
          .should()
          .haveSimpleNameEndingWith("Config");

  /** Settings reach a service through a mapped interface only. */
  @ArchTest
  static final ArchRule settingsComeFromConfig =
      noClasses()
          .that(not(IS_A_PROGRAM).and(not(READS_THE_ENVIRONMENT_ON_DEMAND)))
          .should()
          .callMethodWhere(
              target(owner(assignableTo(System.class)))
                  .and(target(nameMatching("getenv|getProperty|setProperty"))))
          .orShould()
          .callMethod(Boolean.class, "getBoolean", String.class)
          .orShould()
          .callMethod(Integer.class, "getInteger", String.class)
          .orShould()
          .callMethod(Long.class, "getLong", String.class);

  @ArchTest
  static final ArchRule servicesWriteToTheirLog =
      noClasses().that(not(IS_A_PROGRAM)).should(ACCESS_STANDARD_STREAMS);

  @ArchTest static final ArchRule noFieldInjection = NO_CLASSES_SHOULD_USE_FIELD_INJECTION;
}
