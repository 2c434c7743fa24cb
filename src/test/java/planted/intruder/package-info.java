/// A module that declares no dependency and takes one all the same.
@org.springframework.modulith.ApplicationModule(allowedDependencies = {})
package planted.intruder;
