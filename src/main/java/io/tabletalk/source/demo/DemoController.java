package io.tabletalk.source.demo;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.core.io.ClassPathResource;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What to ask about the sample data.
@RestController
@RequestMapping("/api/demo")
@Tag(name = "Sample data", description = "Something to ask before any own data is connected")
class DemoController {

    private final DemoFiles files = new DemoFiles(new ClassPathResource("demo/"));

    record Questions(List<String> questions) {}

    @GetMapping("/questions")
    @Operation(summary = "Three questions that the sample data answers")
    Questions questions() {
        return new Questions(files.text("questions.txt").lines().toList());
    }
}
