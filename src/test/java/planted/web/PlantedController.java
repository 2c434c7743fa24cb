package planted.web;

import io.tabletalk.web.ApiException;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/// Endpoints that fail in every way there is.
@RestController
public class PlantedController {

    record Question(
            @NotBlank String userName,
            @Max(100) int maxResults,
            @Nullable Colour colour,
            @Valid @Nullable Connection connectionParams) {}

    record Connection(@Min(1) int portNumber) {
        Connection {
            if (portNumber == 666) {
                throw new IllegalArgumentException("port 666 is taken");
            }
        }
    }

    enum Colour {
        RED,
        GREEN
    }

    @PostMapping("/planted/questions")
    Question ask(@Valid @RequestBody Question question) {
        return question;
    }

    @PostMapping(path = "/planted/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter stream(@Valid @RequestBody Question question) {
        SseEmitter emitter = new SseEmitter();
        emitter.complete();
        return emitter;
    }

    @GetMapping("/planted/list")
    List<Integer> list(@RequestParam(name = "how_many") @Min(1) int howMany, @RequestParam boolean sorted) {
        return sorted ? List.of(howMany) : List.of();
    }

    @PostMapping("/planted/files")
    Map<String, Long> upload(@RequestParam MultipartFile file) {
        return Map.of("size", file.getSize());
    }

    @GetMapping("/planted/things/{name}")
    String find(@PathVariable String name) {
        throw switch (name) {
            case "missing" -> ApiException.notFound("thing_not_found", "There is no thing 'missing'.");
            case "away" -> new CannotGetJdbcConnectionException("jdbc:postgresql://swordfish");
            case "teapot" -> new ResponseStatusException(HttpStatus.I_AM_A_TEAPOT, "It is a teapot.");
            default -> new IllegalStateException("password=swordfish");
        };
    }

    @GetMapping("/planted/gone")
    String gone() throws IOException {
        throw new IOException("Broken pipe");
    }
}
