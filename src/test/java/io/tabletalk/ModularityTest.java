package io.tabletalk;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.modulith.core.ApplicationModules;

/// Modules use only what their `package-info` allows, and each library stays in its room.
class ModularityTest {

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.tabletalk");

    @Test
    void modulesDependOnlyOnWhatTheyDeclare() {
        ApplicationModules.of(TabletalkApplication.class).verify();
    }

    @ParameterizedTest(name = "{0} is used only in {1}")
    @CsvSource({
        "org.apache.lucene..,      io.tabletalk.index.lucene..",
        "ai.onnxruntime..,         io.tabletalk.embedding..",
        "ai.djl..,                 io.tabletalk.embedding..",
        "dev.langchain4j..,        io.tabletalk.chat.model..",
        "com.mongodb..,            io.tabletalk.source.mongo..",
        "org.bson..,               io.tabletalk.source.mongo..",
        "org.postgresql..,         io.tabletalk.source.jdbc..",
        "de.siegmar.fastcsv..,     io.tabletalk.source.file..",
        "picocli..,                io.tabletalk.cli..",
        "org.sqlite..,             io.tabletalk.state..",
    })
    void libraryStaysInItsRoom(String library, String room) {
        noClasses()
                .that()
                .resideOutsideOfPackage(room)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .check(CLASSES);
    }
}
