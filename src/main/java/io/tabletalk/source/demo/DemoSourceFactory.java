package io.tabletalk.source.demo;

import io.tabletalk.knowledge.SourceId;
import io.tabletalk.source.Source;
import io.tabletalk.source.SourceFactory;
import java.util.List;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/// Makes the kind `demo` available.
@Component
class DemoSourceFactory implements SourceFactory<DemoSettings> {

    private final DemoFiles files;

    @Autowired
    DemoSourceFactory() {
        this(new ClassPathResource("demo/"));
    }

    DemoSourceFactory(Resource folder) {
        this.files = new DemoFiles(folder);
    }

    @Override
    public String type() {
        return "demo";
    }

    @Override
    public Class<DemoSettings> settingsType() {
        return DemoSettings.class;
    }

    @Override
    public SourceId defaultId(DemoSettings settings) {
        String table = settings.table();
        return table == null || table.isBlank() ? new SourceId(type()) : SourceId.slug(type() + "-" + table);
    }

    @Override
    public Source open(SourceId id, DemoSettings settings) {
        String table = settings.table();
        List<DemoPart> parts =
                table == null || table.isBlank() ? List.of(DemoPart.values()) : List.of(DemoPart.named(table));
        return new DemoSource(parts, new DemoDocuments(id, files));
    }
}
