# syntax=docker/dockerfile:1
# Tabletalk in a container: built from source, in layers that change as seldom as possible, run by a user without rights.

FROM eclipse-temurin:25-jdk AS build
WORKDIR /source
COPY .mvn .mvn
COPY mvnw pom.xml ./
COPY src/main src/main
RUN --mount=type=cache,target=/root/.m2 sh mvnw -B -Dquick -Dlauncher package
RUN java -Djarmode=tools -jar .tabletalk/build/tabletalk-*.jar extract --layers --destination /layers \
    && mv /layers/application/tabletalk-*.jar /layers/application/tabletalk.jar

FROM eclipse-temurin:25-jre
RUN groupadd --system --gid 10001 tabletalk \
    && useradd --system --uid 10001 --gid tabletalk --home-dir /data --no-create-home tabletalk \
    && mkdir /data \
    && chown tabletalk:tabletalk /data
WORKDIR /app
COPY --from=build /layers/dependencies/ ./
COPY --from=build /layers/spring-boot-loader/ ./
COPY --from=build /layers/snapshot-dependencies/ ./
COPY --from=build /layers/application/ ./
# Inside a container the loopback address reaches nobody; publish the port on the host's loopback address.
ENV TABLETALK_DATA_DIR=/data \
    TABLETALK_ADDRESS=0.0.0.0
USER tabletalk
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
    CMD ["bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/8000 && printf 'GET /health HTTP/1.0\\r\\nHost: localhost\\r\\n\\r\\n' >&3 && head -n 1 <&3 | grep -q ' 200'"]
# As ./tabletalk starts it, but with the container's memory for itself. More options for the Java virtual machine:
# JDK_JAVA_OPTIONS.
ENTRYPOINT ["java", "--enable-native-access=ALL-UNNAMED", "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=60", \
    "-XX:InitialHeapSize=64m", "-XX:+UseCompactObjectHeaders", "-XX:TrimNativeHeapInterval=30000", "-jar", "tabletalk.jar"]
CMD ["serve"]
