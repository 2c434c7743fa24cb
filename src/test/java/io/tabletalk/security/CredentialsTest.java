package io.tabletalk.security;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;

/// Every credential that a record or class holds is a [Secret], so that no response, log line or message that prints
/// one can show it.
class CredentialsTest {

    /// The serialised form of credentials, which only the registry's table writes, is called `secrets`.
    private static final ArchRule CREDENTIALS_ARE_SECRETS = fields().that()
            .haveNameMatching("(?i).*(password|passphrase|secret|credential|apikey|accesstoken|connectionstring)")
            .and()
            .areNotStatic()
            .should()
            .haveRawType(Secret.class)
            .allowEmptyShould(true);

    @Test
    void everyFieldNamedLikeACredentialIsASecret() {
        JavaClasses classes = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.tabletalk");

        CREDENTIALS_ARE_SECRETS.check(classes);
    }

    @Test
    void plainCredentialIsFound() {
        JavaClasses planted = new ClassFileImporter().importClasses(Planted.class);

        assertThatExceptionOfType(AssertionError.class)
                .isThrownBy(() -> CREDENTIALS_ARE_SECRETS.check(planted))
                .withMessageContaining("apiKey")
                .withMessageNotContaining("safePassword");
    }

    record Planted(String apiKey, Secret safePassword) {}
}
