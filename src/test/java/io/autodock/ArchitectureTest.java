package io.autodock;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.type;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.lang.ArchRule;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Decisions stay apart from technologies, and technologies from each other. */
class ArchitectureTest {

    private static final JavaClasses PRODUCT =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("io.autodock");

    /** The packages themselves; their leaves are named after a technology. */
    private static final String[] DECISIONS = {
        "io.autodock.formation",
        "io.autodock.placement",
        "io.autodock.registry",
        "io.autodock.cluster",
        "io.autodock.container",
        "io.autodock.bootstrap",
        "io.autodock.request",
        "io.autodock.access",
        "io.autodock.announce",
        "io.autodock.problem",
        "io.autodock.verify"
    };

    private static final DescribedPredicate<JavaClass> TECHNOLOGY = resideInAnyPackage(
                    "org.apache.camel..",
                    "com.github.dockerjava..",
                    "io.etcd..",
                    "com.fasterxml..",
                    "org.apache.sshd..",
                    "io.vertx..",
                    "java.net.http..",
                    "java.sql..")
            .or(type(Files.class));

    private static final String ROOT = "io.autodock";

    /** Leaves that no other leaf knows. What several of one technology share stands in its own package, and all may use {@code json}. */
    private static final Set<String> LEAVES = Set.of("docker", "etcd", "ssh", "salt", "file", "web", "cli");

    @Test
    void decisionsKnowNoTechnology() {
        noTechnologyIn(DECISIONS).check(PRODUCT);
    }

    static Stream<Arguments> homes() {
        return Stream.of(
                Arguments.of("com.github.dockerjava..", new String[] {"..docker.."}),
                Arguments.of("io.etcd..", new String[] {"..etcd.."}),
                Arguments.of("org.apache.sshd..", new String[] {"..ssh.."}),
                Arguments.of("io.vertx..", new String[] {"..web.."}),
                Arguments.of("java.sql..", new String[] {}),
                Arguments.of("picocli..", new String[] {"..cli.."}),
                Arguments.of("com.fasterxml..", new String[] {
                    "..json..", "..docker..", "..etcd..", "..ssh..", "..salt..", "..file..", "..web..", "..cli.."
                }),
                Arguments.of(
                        "org.apache.camel..",
                        new String[] {"..docker..", "..etcd..", "..ssh..", "..file..", "..web..", "..cli.."}));
    }

    @ParameterizedTest
    @MethodSource("homes")
    void aTechnologyStaysInTheLeavesNamedAfterIt(String technology, String[] leaves) {
        noClasses()
                .that(describe("are neither the assembly nor in " + Set.of(leaves), type -> !isAtHome(type, leaves)))
                .should()
                .dependOnClassesThat(resideInAPackage(technology))
                .allowEmptyShould(true)
                .check(PRODUCT);
    }

    @ParameterizedTest
    @MethodSource("leaves")
    void leavesDoNotKnowEachOther(String leaf) {
        String[] others = LEAVES.stream()
                .filter(other -> !other.equals(leaf))
                .map(other -> "io.autodock.." + other + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage("io.autodock.." + leaf + "..")
                .should()
                .dependOnClassesThat(resideInAnyPackage(others))
                .allowEmptyShould(true)
                .check(PRODUCT);
    }

    static Stream<String> leaves() {
        return LEAVES.stream().sorted();
    }

    @Test
    void decisionsKnowNoLeaf() {
        String[] leaves = Stream.concat(LEAVES.stream(), Stream.of("json"))
                .map(leaf -> "io.autodock.." + leaf + "..")
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAnyPackage(DECISIONS)
                .should()
                .dependOnClassesThat(resideInAnyPackage(leaves))
                .check(PRODUCT);
    }

    /** Equal input gives an equal plan: no clock, no chance. */
    @Test
    void plansDependOnTheirInputAlone() {
        noClasses()
                .that()
                .resideInAnyPackage("io.autodock.formation..", "io.autodock.placement..", "io.autodock.verify")
                .should()
                .accessTargetWhere(describe("read the clock", ArchitectureTest::readsClock))
                .orShould()
                .dependOnClassesThat(resideInAnyPackage("java.util.concurrent..", "java.security.SecureRandom")
                        .or(type(Random.class))
                        .or(type(Clock.class)))
                .check(PRODUCT);
    }

    @Test
    void nothingSleeps() {
        noClasses()
                .should()
                .accessTargetWhere(describe(
                        "sleep",
                        access -> access.getTarget().getName().equals("sleep")
                                && access.getTarget()
                                        .getOwner()
                                        .getPackageName()
                                        .startsWith("java.")))
                .check(PRODUCT);
    }

    /** A rule that nothing can break proves nothing. */
    @Test
    void theRulesBite() {
        assertThrows(AssertionError.class, () -> noTechnologyIn("io.autodock.formation.json")
                .check(PRODUCT));
    }

    private static ArchRule noTechnologyIn(String... packages) {
        return noClasses().that().resideInAnyPackage(packages).should().dependOnClassesThat(TECHNOLOGY);
    }

    private static boolean isAtHome(JavaClass type, String... leaves) {
        return type.getPackageName().equals(ROOT) || resideInAnyPackage(leaves).test(type);
    }

    private static boolean readsClock(JavaAccess<?> access) {
        AccessTarget target = access.getTarget();
        JavaClass owner = target.getOwner();
        boolean systems = owner.isEquivalentTo(System.class)
                && Set.of("currentTimeMillis", "nanoTime", "getenv", "getProperty")
                        .contains(target.getName());
        boolean now = owner.getPackageName().equals(Instant.class.getPackageName())
                && target.getName().equals("now");
        return systems
                || now
                || target.getName().equals("randomUUID")
                || (owner.isEquivalentTo(Math.class) && target.getName().equals("random"));
    }
}
