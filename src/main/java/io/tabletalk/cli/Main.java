package io.tabletalk.cli;

import io.tabletalk.TabletalkApplication;
import org.springframework.boot.SpringApplication;

/// The program's entry.
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        SpringApplication.run(TabletalkApplication.class, arguments);
    }
}
