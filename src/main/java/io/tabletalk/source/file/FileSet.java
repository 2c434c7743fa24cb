package io.tabletalk.source.file;

import java.util.List;

/// Which files a source consists of. Safe for use by several threads.
sealed interface FileSet permits SingleFile, FolderFiles {

    /// All files there are now, by name.
    ///
    /// @throws io.tabletalk.source.SourceException when they cannot be listed completely
    List<SourceFile> list();

    /// The file of that name, checked anew.
    SourceFile find(String name);
}
