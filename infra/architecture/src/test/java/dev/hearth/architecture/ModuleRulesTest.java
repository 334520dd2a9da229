package dev.hearth.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;

/** Which module may know which. */
@AnalyzeClasses(packages = "dev.hearth", importOptions = ImportOption.DoNotIncludeTests.class)
final class ModuleRulesTest {
  /** One class of each module; guards every rule below against passing on an empty import. */
  private static final Set<String> WITNESSES =
      Set.of(
          "dev.hearth.sdk.function.HearthFunction",
          "dev.hearth.sdk.processor.FunctionProcessor",
          "dev.hearth.sdk.worker.Main",
          "dev.hearth.sdk.conformance.Kit",
          "dev.hearth.sdk.client.HearthClient",
          "dev.hearth.sdk.testkit.FunctionUnderTest",
          "dev.hearth.sdk.cli.Main",
          "dev.hearth.coldstart.blobstore.BlobStore",
          "dev.hearth.kernels.device.ComputeDevice",
          "dev.hearth.runtime.pool.Pools",
          "dev.hearth.marketplace.account.Accounts",
          "dev.hearth.standalone.StandaloneCommands",
          "dev.hearth.bench.Main");

  @ArchTest
  static void everyModuleIsImported(JavaClasses all) {
    for (String witness : WITNESSES) {
      assertTrue(all.contain(witness), witness + " was not imported");
    }
  }

  @ArchTest
  static final ArchRule modulesKnowOnlyThoseBelow =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("dev.hearth..")
          .layer("api")
          .definedBy(
              not(resideInAnyPackage(
                      "dev.hearth.sdk.processor..",
                      "dev.hearth.sdk.worker..",
                      "dev.hearth.sdk.conformance..",
                      "dev.hearth.sdk.client..",
                      "dev.hearth.sdk.testkit..",
                      "dev.hearth.sdk.cli.."))
                  .and(resideInAnyPackage("dev.hearth.sdk..")))
          .layer("processor")
          .definedBy("dev.hearth.sdk.processor..")
          .layer("worker")
          .definedBy("dev.hearth.sdk.worker..")
          .layer("conformance")
          .definedBy("dev.hearth.sdk.conformance..")
          .layer("client")
          .definedBy("dev.hearth.sdk.client..")
          .layer("testkit")
          .definedBy("dev.hearth.sdk.testkit..")
          .layer("cli")
          .definedBy("dev.hearth.sdk.cli..")
          .layer("cold-start")
          .definedBy("dev.hearth.coldstart..")
          .layer("kernels")
          .definedBy("dev.hearth.kernels..")
          .layer("runtime")
          .definedBy("dev.hearth.runtime..")
          .layer("marketplace")
          .definedBy("dev.hearth.marketplace..")
          .layer("infra")
          .definedBy("dev.hearth.standalone..", "dev.hearth.bench..")
          .whereLayer("infra")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("runtime")
          .mayOnlyBeAccessedByLayers("infra")
          .whereLayer("marketplace")
          .mayOnlyBeAccessedByLayers("infra")
          .whereLayer("client")
          .mayOnlyBeAccessedByLayers("testkit", "cli", "infra")
          .whereLayer("testkit")
          .mayOnlyBeAccessedByLayers("cli", "infra")
          .whereLayer("cli")
          .mayOnlyBeAccessedByLayers("infra")
          .whereLayer("worker")
          .mayOnlyBeAccessedByLayers("testkit", "cli", "infra")
          .whereLayer("conformance")
          .mayOnlyBeAccessedByLayers("cli", "infra")
          .whereLayer("processor")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("kernels")
          .mayOnlyBeAccessedByLayers("infra")
          .whereLayer("cold-start")
          .mayOnlyBeAccessedByLayers("runtime", "marketplace", "infra")
          .whereLayer("api")
          .mayNotAccessAnyLayer();

  @ArchTest
  static final ArchRule theMarketplaceKnowsOnlyTheBlobStoreOfColdStart =
      noClasses()
          .that()
          .resideInAPackage("dev.hearth.marketplace..")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("dev.hearth.coldstart..")
                  .and(not(resideInAnyPackage("dev.hearth.coldstart.blobstore.."))));

  /** Whoever else named it would have JCuda load its library its own way. */
  @ArchTest
  static final ArchRule onlyTheBindingKnowsJCuda =
      noClasses()
          .that()
          .resideOutsideOfPackage("dev.hearth.kernels.cuda.jcuda..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("jcuda..", "dev.hearth.kernels.cuda.jcuda..");

  @ArchTest
  static final ArchRule whatCreatorsImportNeedsTheJdkAlone =
      classes()
          .that(
              resideInAnyPackage("dev.hearth.sdk..")
                  .and(not(resideInAnyPackage("dev.hearth.sdk.testkit..", "dev.hearth.sdk.cli.."))))
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "dev.hearth.sdk..", "java..", "javax..", "org.jspecify.annotations..");

  @ArchTest
  static final ArchRule theSdkKnowsNoFramework =
      noClasses()
          .that()
          .resideInAPackage("dev.hearth.sdk..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.quarkus..", "io.smallrye..", "io.vertx..", "jakarta..");

  @ArchTest
  static final ArchRule featuresAreAcyclic =
      slices().matching("dev.hearth.(*).(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule featuresOfTheSdkAreAcyclic =
      slices().matching("dev.hearth.sdk.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule featuresOfTheCommandAreAcyclic =
      slices().matching("dev.hearth.sdk.cli.(*)..").should().beFreeOfCycles();
}
