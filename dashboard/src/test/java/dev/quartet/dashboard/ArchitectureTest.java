package dev.quartet.dashboard;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.quartet.dashboard");

    @Test
    void packages_shouldBeFreeOfCycles() {
        slices().matching("dev.quartet.dashboard.(*)..")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void figures_shouldNotKnowPages() {
        noClasses()
                .that()
                .resideInAnyPackage("..metric..", "..cloudwatch..", "..feed..", "..figure..", "..stack..", "..config..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("com.vaadin..")
                .check(CLASSES);
    }

    @Test
    void dashboard_shouldKnowNeitherPulumiNorOtherModules() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "com.pulumi..", "dev.quartet.infra..", "dev.quartet.local..", "dev.quartet.functions..")
                .check(CLASSES);
    }
}
