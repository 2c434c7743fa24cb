package io.tabletalk;

import org.springframework.boot.autoconfigure.SpringBootApplication;

/// The Spring application. The command line starts it; see `io.tabletalk.cli`.
@SpringBootApplication
public class TabletalkApplication {}
