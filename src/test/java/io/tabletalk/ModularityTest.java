package io.tabletalk;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.core.Violations;
import planted.PlantedApplication;

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
        "dev.langchain4j..,        io.tabletalk.chat.model.. io.tabletalk.embedding.. io.tabletalk.index.langchain4j..",
        "com.mongodb..,            io.tabletalk.source.mongo..",
        "org.bson..,               io.tabletalk.source.mongo..",
        "org.postgresql..,         io.tabletalk.source.jdbc..",
        "de.siegmar.fastcsv..,     io.tabletalk.source..",
        "org.apache.tika..,        io.tabletalk.source.document.parser..",
        "org.apache.pdfbox..,      io.tabletalk.source.document.parser..",
        "picocli..,                io.tabletalk.cli..",
        "org.sqlite..,             io.tabletalk.state..",
        "org.springframework.web.service..,  io.tabletalk.index.chroma..",
        "org.apache.kafka.clients..,  io.tabletalk.pipeline.kafka.. io.tabletalk.source.cdc..",
        "org.apache.kafka.common..,   io.tabletalk.pipeline.kafka.. io.tabletalk.source.cdc..",
        "org.apache.kafka.connect..,  io.tabletalk.source.cdc..",
        "io.debezium..,            io.tabletalk.source.cdc..",
        "io.lettuce..,             io.tabletalk.redis..",
        "io.netty..,               io.tabletalk.redis..",
        "reactor..,                io.tabletalk.redis..",
    })
    void libraryStaysInItsRoom(String library, String room) {
        libraryOnlyIn(library, room).check(CLASSES);
    }

    @Test
    void plantedViolationOfAModuleIsFound() {
        ApplicationModules planted =
                ApplicationModules.of(PlantedApplication.class, new ImportOption.OnlyIncludeTests());

        assertThatExceptionOfType(Violations.class)
                .isThrownBy(planted::verify)
                .withMessageContaining("'intruder' depends on module 'host'")
                .withMessageContaining("planted.intruder.Intruder -> planted.host.inner.Secretive");
    }

    @Test
    void plantedUseOfALibraryIsFound() {
        JavaClasses planted = new ClassFileImporter().importPackages("planted");

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> libraryOnlyIn("org.apache.lucene..", "io.tabletalk.index.lucene..")
                        .check(planted))
                .withMessageContaining("planted.intruder.Intruder");
    }

    private static ArchRule libraryOnlyIn(String library, String room) {
        return noClasses()
                .that()
                .resideOutsideOfPackages(room.split(" "))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library);
    }
}
