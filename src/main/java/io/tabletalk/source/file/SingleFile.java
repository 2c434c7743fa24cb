package io.tabletalk.source.file;

import java.util.List;

/// One file.
record SingleFile(SourceFile file) implements FileSet {

    @Override
    public List<SourceFile> list() {
        return List.of(file);
    }

    @Override
    public SourceFile find(String name) {
        if (!name.equals(file.name())) {
            throw new IllegalArgumentException("This source reads '" + file.name() + "', not '" + name + "'.");
        }
        return file;
    }
}
