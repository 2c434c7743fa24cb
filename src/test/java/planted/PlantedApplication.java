package planted;

import org.springframework.modulith.Modulithic;

/// A small application with one module that reaches into another, to show that the boundary test notices.
@Modulithic
public class PlantedApplication {}
