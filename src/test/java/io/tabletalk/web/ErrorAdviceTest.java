package io.tabletalk.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.http.MediaType;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.assertj.MockMvcTester;
import org.springframework.test.web.servlet.assertj.MvcTestResult;
import org.springframework.test.web.servlet.request.MockMvcRequestBuilders;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import planted.web.PlantedController;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

class ErrorAdviceTest {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private static final MockMvc SERVER = MockMvcBuilders.standaloneSetup(new PlantedController())
            .setControllerAdvice(new ErrorAdvice(new Incidents()))
            .setMessageConverters(new JacksonJsonHttpMessageConverter(JSON))
            .build();

    private final MockMvcTester server = MockMvcTester.create(SERVER);

    @Test
    void exceptionOfAControllerIsToldInItsOwnWords() {
        assertError(get("/planted/things/missing"), 404, "thing_not_found", "There is no thing 'missing'.");
    }

    @Test
    void everyWrongFieldIsNamedAsTheClientKnowsIt() {
        MvcTestResult result = post("""
                {"user_name": " ", "max_results": 101, "connection_params": {"port_number": 0}}""");

        assertError(
                result,
                422,
                "validation_failed",
                "'connection_params.port_number' must be greater than or equal to 1;"
                        + " 'max_results' must be less than or equal to 100; 'user_name' must not be blank.");
        assertThat(result)
                .bodyJson()
                .extractingPath("$.errors[*].field")
                .asArray()
                .containsExactly("connection_params.port_number", "max_results", "user_name");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"user_name\": \"a\", \"max_results\": \"swordfish\"}            | 'max_results' must be a whole number.",
                "{\"user_name\": {\"a\": 1}, \"max_results\": 1}                   | 'user_name' must be a text.",
                "{\"user_name\": \"a\", \"max_results\": 1, \"colour\": \"blue\"}  | 'colour' must be one of red, green.",
                "{\"max_results\": 1, \"connection_params\": [1]}                  | 'connection_params' must be an object.",
                "{\"connection_params\": {\"port_number\": 666}}                   | 'connection_params' is refused: port 666 is taken.",
                "[1]                                                               | 'request' must be an object.",
            })
    void valueOfTheWrongTypeIsNamedButNotRepeated(String body, String detail) {
        assertError(post(body), 422, "validation_failed", detail);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"user_name\":                         | malformed_json",
                "{\"user_name\": \"a\", nonsense}        | malformed_json",
                "nonsense                                | malformed_json",
                "{\"connection_params\": {\"a\" swordfish| malformed_json",
                "``                                      | body_missing",
            })
    void bodyThatIsNoJsonIsRefused(String body, String code) {
        MvcTestResult result = post(body);
        assertThat(result).hasStatus(422).bodyJson().extractingPath("$.code").isEqualTo(code);
        assertThat(result).bodyText().doesNotContain("swordfish").doesNotContain("tools.jackson");
    }

    @Test
    void aStateDatabaseThatIsAwayIsNoFaultOfTheRequest() {
        assertError(
                get("/planted/things/away"),
                503,
                "state_unavailable",
                "The state database does not answer. Try again in a moment.");
    }

    @Test
    void malformedJsonIsToldWithItsPlace() {
        assertError(
                post("{\"user_name\": \"a\",\n nonsense}"),
                422,
                "malformed_json",
                "The request body is not valid JSON, line 2, column 2.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/planted/list?how_many=x&sorted=true | 'how_many' must be a whole number.",
                "/planted/list?how_many=1&sorted=x    | 'sorted' must be true or false.",
                "/planted/list?sorted=true            | 'how_many' is a required parameter.",
                "/planted/list?how_many=0&sorted=true | 'how_many' must be greater than or equal to 1.",
            })
    void wrongParameterIsNamed(String address, String detail) {
        assertError(get(address), 422, "validation_failed", detail);
    }

    @Test
    void uploadWithoutItsFileIsRefused() {
        MvcTestResult result = server.perform(
                MockMvcRequestBuilders.multipart("/planted/files").file(new MockMultipartFile("other", new byte[1])));
        assertError(result, 422, "validation_failed", "'file' is a required part.");
    }

    @Test
    void methodThatIsNotTakenIsRefusedWithThoseThatAre() {
        MvcTestResult result = server.delete().uri("/planted/questions").exchange();
        assertError(result, 405, "method_not_allowed", "This address does not take DELETE. It takes POST.");
        assertThat(result).hasHeader("Allow", "POST");
    }

    @Test
    void bodyThatIsNotJsonIsRefused() {
        MvcTestResult result = server.post()
                .uri("/planted/questions")
                .contentType(MediaType.TEXT_PLAIN)
                .content("x")
                .exchange();
        assertThat(result).hasStatus(415).bodyJson().extractingPath("$.code").isEqualTo("unsupported_media_type");
    }

    @Test
    void clientThatTakesNoJsonIsStillToldInJson() {
        MvcTestResult result = server.get()
                .uri("/planted/things/x")
                .accept(MediaType.IMAGE_PNG)
                .exchange();
        assertThat(result).hasContentTypeCompatibleWith(MediaType.APPLICATION_JSON);
    }

    @Test
    void clientThatWantsAnEventStreamIsToldInJson() {
        MvcTestResult result = server.post()
                .uri("/planted/stream")
                .accept(MediaType.TEXT_EVENT_STREAM)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"max_results\": 1}")
                .exchange();
        assertError(result, 422, "validation_failed", "'user_name' must not be blank.");
    }

    @Test
    void unforeseenExceptionGivesAnIncidentAndNothingOfItself() {
        MvcTestResult result = get("/planted/things/broken");
        assertThat(result).hasStatus(500);
        assertThat(result)
                .bodyText()
                .matches("\\{\"detail\":\"Something went wrong on the server\\. Its log says what, under incident"
                        + " [0-9a-f]{8}\\.\",\"code\":\"internal_error\"}");
    }

    @Test
    void statusOfAFrameworkExceptionIsKept() {
        assertError(get("/planted/things/teapot"), 418, "i_am_a_teapot", "It is a teapot.");
    }

    @Test
    void clientThatHasLeftIsNotAnswered() {
        assertThat(get("/planted/gone")).bodyText().isEmpty();
    }

    private MvcTestResult get(String address) {
        return server.get().uri(address).exchange();
    }

    private MvcTestResult post(String body) {
        return server.post()
                .uri("/planted/questions")
                .contentType(MediaType.APPLICATION_JSON)
                .content(body)
                .exchange();
    }

    private static void assertError(MvcTestResult result, int status, String code, String detail) {
        assertThat(result).hasStatus(status);
        assertThat(result).hasContentTypeCompatibleWith(MediaType.APPLICATION_JSON);
        assertThat(result).bodyJson().extractingPath("$.code").isEqualTo(code);
        assertThat(result).bodyJson().extractingPath("$.detail").isEqualTo(detail);
    }
}
