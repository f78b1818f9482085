package dev.hopscope;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Each stage knows only those before it: the order in ARCHITECTURE.md. */
final class StageOrderTest {
  private static final String ROOT = "dev.hopscope";
  private static final List<String> ORDER =
      List.of(
          "bytes",
          "limits",
          "capture",
          "net",
          "stream",
          "transport",
          "mqtt",
          "connection",
          "qos",
          "session",
          "trace",
          "conformance",
          "report",
          "extract",
          "expect");
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  void noStageKnowsALaterOne() {
    for (int stage = 0; stage < ORDER.size(); stage++) {
      List<String> later = ORDER.subList(stage + 1, ORDER.size());
      noClasses()
          .that()
          .resideInAPackage(ROOT + "." + ORDER.get(stage) + "..")
          .should()
          .dependOnClassesThat(in(later))
          .because("a stage knows only those before it")
          .check(CLASSES);
    }
  }

  @Test
  void theReportKnowsNoneOfItsForms() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".report")
        .should()
        .dependOnClassesThat()
        .resideInAPackage(ROOT + ".report.*..")
        .because("a form of the report is a sink, added without a change to the report")
        .check(CLASSES);
  }

  @Test
  void everyPackageHasItsPlaceInTheOrder() {
    Set<String> packages = new TreeSet<>();
    for (JavaClass each : CLASSES) {
      String name = each.getPackageName();
      if (name.startsWith(ROOT + ".")) {
        String stage = name.substring(ROOT.length() + 1);
        packages.add(stage.contains(".") ? stage.substring(0, stage.indexOf('.')) : stage);
      }
    }
    assertThat(ORDER).containsAll(packages);
  }

  @Test
  void onlyCaptureTouchesFilesAndNobodyTheWallClock() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".capture..", ROOT)
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.nio.file..")
        .check(CLASSES);
    noClasses()
        .should()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .because("time is a parameter")
        .check(CLASSES);
  }

  // the analyzer's own root package may be used by nobody either
  private static DescribedPredicate<JavaClass> in(List<String> stages) {
    return DescribedPredicate.describe(
        "in one of the later stages " + stages + ", or the analyzer itself",
        each ->
            each.getPackageName().equals(ROOT)
                || stages.stream()
                    .anyMatch(
                        stage ->
                            each.getPackageName().equals(ROOT + "." + stage)
                                || each.getPackageName().startsWith(ROOT + "." + stage + ".")));
  }
}
