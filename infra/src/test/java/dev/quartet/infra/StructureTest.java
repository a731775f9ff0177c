package dev.quartet.infra;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class StructureTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.quartet.infra");

    @Test
    void features_areFreeOfCycles() {
        slices().matching("dev.quartet.infra.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void program_knowsTheContract_butNoOtherModule() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.quartet.functions..",
                        "dev.quartet.local..",
                        "dev.quartet.dashboard..",
                        "software.amazon..")
                .check(CLASSES);
    }
}
