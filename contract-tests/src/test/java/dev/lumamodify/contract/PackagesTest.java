package dev.lumamodify.contract;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The packages of the client, the mock server and the contract suite. */
class PackagesTest {
    private static final String INTERNAL = ".internal.";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.lumamodify.client", "dev.lumamodify.mock", "dev.lumamodify.contract");

    @Test
    void allModulesAreImported() {
        assertThat(CLASSES.contain("dev.lumamodify.client.LumaModify")).isTrue();
        assertThat(CLASSES.contain("dev.lumamodify.mock.MockServer")).isTrue();
        assertThat(CLASSES.contain("dev.lumamodify.contract.ClientChecks")).isTrue();
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.lumamodify.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void clientAndMockServerAreIndependent() {
        noClasses()
                .that()
                .resideInAPackage("dev.lumamodify.client..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.lumamodify.mock..", "dev.lumamodify.contract..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("dev.lumamodify.mock..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.lumamodify.client..", "dev.lumamodify.contract..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAPackage("dev.lumamodify.contract..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.lumamodify.client..", "dev.lumamodify.mock..")
                .check(CLASSES);
    }

    @Test
    void publicSignaturesHaveNoInternalTypes() {
        classes()
                .that()
                .arePublic()
                .and()
                .resideOutsideOfPackage("..internal..")
                .should(haveNoInternalTypesInTheirSignatures())
                .check(CLASSES);
    }

    private static ArchCondition<JavaClass> haveNoInternalTypesInTheirSignatures() {
        return new ArchCondition<>("have no internal types in their signatures") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getMembers().stream()
                        .filter(PackagesTest::isVisible)
                        .filter(member -> signature(member)
                                .flatMap(each -> each.getAllInvolvedRawTypes().stream())
                                .anyMatch(each ->
                                        each.getPackageName().concat(".").contains(INTERNAL)))
                        .forEach(member -> events.add(SimpleConditionEvent.violated(member, member.getDescription())));
                Stream.concat(type.getRawInterfaces().stream(), type.getRawSuperclass().stream())
                        .filter(each -> each.getPackageName().concat(".").contains(INTERNAL))
                        .forEach(each -> events.add(SimpleConditionEvent.violated(type, type.getDescription())));
            }
        };
    }

    private static boolean isVisible(JavaMember member) {
        return member.getModifiers().contains(JavaModifier.PUBLIC)
                || member.getModifiers().contains(JavaModifier.PROTECTED);
    }

    private static Stream<JavaType> signature(JavaMember member) {
        if (member instanceof JavaField field) {
            return Stream.of(field.getType());
        }
        JavaCodeUnit code = (JavaCodeUnit) member;
        return Stream.concat(Stream.of(code.getReturnType()), code.getParameterTypes().stream());
    }
}
