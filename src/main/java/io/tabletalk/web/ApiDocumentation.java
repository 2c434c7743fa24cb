package io.tabletalk.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.info.License;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.responses.ApiResponse;
import java.util.List;
import org.springdoc.core.customizers.OpenApiCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What the OpenAPI document says of the API as a whole, and the form of errors in every operation.
@Configuration(proxyBeanMethods = false)
class ApiDocumentation {

    private static final String ERROR = "ApiError";
    private static final String JSON = "application/json";

    @Bean
    OpenAPI openApi(ProductVersion version) {
        return new OpenAPI()
                .info(new Info()
                        .title("Tabletalk")
                        .version(version.value())
                        .description("""
                                Chat with your own databases and files, on your own machine, with sources you can check.

                                Fields are in snake_case. Every error has one form: `detail` says in a sentence what
                                went wrong, `code` says the same to programs and does not change, and `errors` names
                                each field of a request that did not validate (422).""")
                        .license(new License().name("Apache-2.0").identifier("Apache-2.0")));
    }

    /// Names fields as the server does. swagger-core reads records with a Jackson of its own, which does not see the
    /// server's settings.
    @Bean
    ModelResolver fieldNames(ObjectMapperProvider mapper) {
        ObjectMapper snakeCase =
                mapper.jsonMapper().copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE);
        return new ModelResolver(snakeCase).openapi31(mapper.isOpenapi31());
    }

    @Bean
    OpenApiCustomizer errorForm() {
        return document -> {
            document.getComponents().addSchemas(ERROR, errorSchema());
            document.getPaths().values().stream()
                    .flatMap(path -> path.readOperations().stream())
                    .forEach(ApiDocumentation::addErrors);
        };
    }

    private static void addErrors(Operation operation) {
        boolean takesInput = operation.getRequestBody() != null || operation.getParameters() != null;
        if (takesInput) {
            operation.getResponses().putIfAbsent("422", error("The request does not validate"));
        }
        operation.getResponses().putIfAbsent("default", error("Any other error"));
    }

    private static ApiResponse error(String description) {
        Schema<?> reference = new Schema<>().$ref("#/components/schemas/" + ERROR);
        return new ApiResponse()
                .description(description)
                .content(new Content().addMediaType(JSON, new MediaType().schema(reference)));
    }

    private static Schema<?> errorSchema() {
        return new ObjectSchema()
                .description("The one form of every error")
                .addProperty("detail", text("What went wrong, for a person", "There is no source 'orders'."))
                .addProperty("code", text("The same for programs; stable", "source_not_found"))
                .addProperty("errors", new ArraySchema().items(fieldSchema()).description("Left out when empty"))
                .required(List.of("detail", "code"));
    }

    private static Schema<?> fieldSchema() {
        return new ObjectSchema()
                .addProperty("field", text("Path in the request", "max_results"))
                .addProperty("message", text("What is wrong with it", "must be less than or equal to 100"));
    }

    private static Schema<?> text(String description, String example) {
        return new StringSchema().description(description).example(example);
    }
}
