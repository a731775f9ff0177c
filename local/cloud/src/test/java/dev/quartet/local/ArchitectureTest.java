package dev.quartet.local;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which way the packages of the local cloud point. */
class ArchitectureTest {
    private static final String BASE = "dev.quartet.local.";
    /** What everything may build on. */
    private static final Set<String> SHARED = Set.of("core", "http", "aws", "process");
    /** What knows more than itself, on purpose: the wiring; the engine's guests; what drives the product from outside. */
    private static final Set<String> ABOVE = Set.of("cli", "deploy", "preview", "traffic");

    private static JavaClasses imported;

    @BeforeAll
    static void importClasses() {
        imported = new ClassFileImporter()
                .withImportOption(new DoNotIncludeTests())
                .importPackages("dev.quartet.local");
    }

    @Test
    void services_shouldDependOnSharedPackagesOnly() {
        classes()
                .that(DescribedPredicate.describe("are part of a service", ArchitectureTest::isService))
                .should(dependOnItselfAndSharedPackagesOnly())
                .check(imported);
    }

    @Test
    void sharedPackages_shouldKnowNoService() {
        noClasses()
                .that(DescribedPredicate.describe("are shared", type -> SHARED.contains(feature(type))))
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "belong to a service or above", type -> isOurs(type) && !SHARED.contains(feature(type))))
                .check(imported);
    }

    @Test
    void packages_shouldBeFreeOfCycles() {
        slices().matching("dev.quartet.local.(*)..").should().beFreeOfCycles().check(imported);
    }

    @Test
    void nothing_shouldDependOnTheCommandLine() {
        noClasses()
                .that(DescribedPredicate.not(resideInAPackage("dev.quartet.local.cli..")))
                .should()
                .dependOnClassesThat(resideInAPackage("dev.quartet.local.cli.."))
                .check(imported);
    }

    @Test
    void onlyTheEngine_shouldSpeakGrpc() {
        noClasses()
                .that(DescribedPredicate.not(resideInAPackage("dev.quartet.local.engine..")))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.grpc..", "pulumirpc..", "com.pulumi..")
                .check(imported);
    }

    private static ArchCondition<JavaClass> dependOnItselfAndSharedPackagesOnly() {
        return new ArchCondition<>("depend on core, http, aws, process and themselves only") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                for (var dependency : type.getDirectDependenciesFromSelf()) {
                    var target = dependency.getTargetClass().getBaseComponentType();
                    if (isOurs(target) && !feature(target).equals(feature(type)) && !SHARED.contains(feature(target))) {
                        events.add(SimpleConditionEvent.violated(dependency, dependency.getDescription()));
                    }
                }
            }
        };
    }

    private static boolean isService(JavaClass type) {
        return isOurs(type) && !SHARED.contains(feature(type)) && !ABOVE.contains(feature(type));
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith(BASE);
    }

    private static String feature(JavaClass type) {
        return type.getPackageName().substring(BASE.length()).split("\\.", 2)[0];
    }
}
