package dev.turbine.example.server;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.domain.properties.HasOwner;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.time.Instant;
import java.util.List;
import java.util.ServiceLoader;
import java.util.Timer;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rules of the house that a machine can check, over the classes of all modules. */
class ArchitectureTest {
    private static final JavaClasses ALL = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.turbine");
    private static final JavaClasses PRODUCT = ALL.that(not(resideInAPackage("dev.turbine.tck..")));

    private static DescribedPredicate<JavaClass> partOf(String... classes) {
        return DescribedPredicate.or(Stream.of(classes)
                .map(type -> belongTo(name("dev.turbine." + type)))
                .toList());
    }

    @Test
    void everyModuleIsLookedAt() {
        assertThat(List.of(
                        "dev.turbine",
                        "dev.turbine.api",
                        "dev.turbine.spi",
                        "dev.turbine.engine",
                        "dev.turbine.engine.http",
                        "dev.turbine.engine.protocol",
                        "dev.turbine.auth.jwt",
                        "dev.turbine.transport.jetty",
                        "dev.turbine.broker.nats",
                        "dev.turbine.tck",
                        "dev.turbine.example.server"))
                .allMatch(ALL::containPackage);
    }

    @Test
    void noPackagesDependOnEachOtherInACircle() {
        slices().matching("dev.(**)").should().beFreeOfCycles().check(ALL);
    }

    @Test
    void onlyTheProtocolKnowsJackson() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.turbine.engine.protocol")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.fasterxml.jackson..")
                .check(PRODUCT);
    }

    @Test
    void plugInsAreLookedForInOnePlace() {
        noClasses()
                .that(not(partOf("engine.Plugins", "example.server.Settings", "example.server.NatsSettings")))
                .should()
                .dependOnClassesThat()
                .areAssignableTo(ServiceLoader.class)
                .check(PRODUCT);
    }

    @Test
    void timeAndThreadsComeIntoTheEngineInThreePlaces() {
        noClasses()
                .that()
                .resideInAPackage("dev.turbine.engine..")
                .and(not(partOf("engine.Clock", "engine.ShardLoop", "engine.Engine")))
                .should()
                .callMethodWhere(isNamed(System.class, "nanoTime", "currentTimeMillis"))
                .orShould()
                .callMethodWhere(isNamed(Instant.class, "now"))
                .orShould()
                .callMethodWhere(isNamed(Thread.class, "sleep", "start"))
                .orShould()
                .callConstructorWhere(JavaCall.Predicates.target(HasOwner.Predicates.With.owner(DescribedPredicate.or(
                        JavaClass.Predicates.assignableTo(Thread.class),
                        JavaClass.Predicates.assignableTo(ExecutorService.class),
                        JavaClass.Predicates.assignableTo(Timer.class)))))
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Executors.class)
                .check(PRODUCT);
    }

    private static DescribedPredicate<JavaMethodCall> isNamed(Class<?> owner, String... methods) {
        return DescribedPredicate.describe(
                owner.getSimpleName() + "." + String.join("/", methods),
                call -> call.getTargetOwner().isEquivalentTo(owner)
                        && List.of(methods).contains(call.getName()));
    }

    @Test
    void adaptersSeeTheApiAlone() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.turbine.transport..", "dev.turbine.auth..", "dev.turbine.broker..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.turbine", "dev.turbine.engine..", "dev.turbine.tck..", "dev.turbine.example..")
                .check(ALL);
    }

    @Test
    void theEngineNeverSeesAnAdapter() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.turbine", "dev.turbine.engine..", "dev.turbine.api..", "dev.turbine.spi..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.turbine.transport..",
                        "dev.turbine.auth..",
                        "dev.turbine.broker..",
                        "dev.turbine.tck..",
                        "dev.turbine.example..")
                .check(ALL);
        noClasses()
                .that()
                .resideInAnyPackage("dev.turbine.api..", "dev.turbine.spi..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.turbine", "dev.turbine.engine..")
                .check(ALL);
    }

    @Test
    void nothingButTheCommandsOfTheServerWritesToTheConsole() {
        noClasses()
                .that(not(partOf("example.server.Main", "example.server.TokenCommand")))
                .should(ACCESS_STANDARD_STREAMS)
                .check(PRODUCT);
    }

    @Test
    void classesOfTheEngineAreMadeToBeExtendedOrFinal() {
        classes()
                .that()
                .resideInAPackage("dev.turbine.engine..")
                .should(hold(
                        "be final, abstract, sealed, an enum or an interface",
                        type -> type.isAnonymousClass()
                                || type.isInterface()
                                || type.isEnum()
                                || type.getModifiers().contains(JavaModifier.FINAL)
                                || type.getModifiers().contains(JavaModifier.ABSTRACT)
                                || type.reflect().isSealed()
                                || type.reflect().getEnclosingClass() != null
                                        && Enum.class.isAssignableFrom(type.reflect())))
                .check(ALL);
    }

    private static ArchCondition<JavaClass> hold(String description, Predicate<JavaClass> rule) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                events.add(new SimpleConditionEvent(type, rule.test(type), type.getDescription()));
            }
        };
    }

    @Test
    void locksAreObjectsOfTheirOwn() {
        methods().should().notHaveModifier(JavaModifier.SYNCHRONIZED).check(ALL);
    }

    @Test
    void everyPackageSaysWhereNullMayBe() {
        List<String> unmarked = ALL.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(p -> !p.isAnnotatedWith("org.jspecify.annotations.NullMarked"))
                .map(JavaPackage::getName)
                .toList();
        assertThat(unmarked).isEmpty();
    }

    @Test
    void theApiShowsNobodyElsesTypes() {
        classes()
                .that()
                .resideInAnyPackage("dev.turbine.api", "dev.turbine.spi")
                .and()
                .arePublic()
                .should(hold(
                        "show types of Java's and their own only",
                        type -> shown(type)
                                .allMatch(shown -> shown.isPrimitive()
                                        || shown.getPackageName().startsWith("java.")
                                        || shown.getPackageName().equals("dev.turbine.api")
                                        || shown.getPackageName().equals("dev.turbine.spi"))))
                .check(ALL);
    }

    private static Stream<JavaClass> shown(JavaClass type) {
        Stream<JavaClass> ofMethods = type.getCodeUnits().stream()
                .filter(unit -> !unit.getModifiers().contains(JavaModifier.PRIVATE))
                .flatMap(ArchitectureTest::shown);
        Stream<JavaClass> ofFields = type.getFields().stream()
                .filter(field -> field.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaField::getRawType);
        Stream<JavaClass> ofClass =
                Stream.concat(type.getAllRawSuperclasses().stream(), type.getAllRawInterfaces().stream());
        return Stream.of(ofMethods, ofFields, ofClass).flatMap(types -> types).map(JavaClass::getBaseComponentType);
    }

    private static Stream<JavaClass> shown(JavaCodeUnit unit) {
        return Stream.concat(
                Stream.concat(Stream.of(unit.getRawReturnType()), unit.getRawParameterTypes().stream()),
                unit.getExceptionTypes().stream().map(thrown -> thrown.toErasure()));
    }
}
