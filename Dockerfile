# One image per service: docker build --build-arg SERVICE=Matching .
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY shared shared
COPY services services
ARG SERVICE
# With Marten, the production store of match history; --build-arg MARTEN=false builds without it.
ARG MARTEN=true
RUN CI=true dotnet publish services/${SERVICE} -c Release -p:Marten=${MARTEN} -o /app && \
    ln -s TravelMart.${SERVICE}.dll /app/service.dll

FROM mcr.microsoft.com/dotnet/aspnet:10.0
RUN apt-get update && apt-get install -y --no-install-recommends curl && rm -rf /var/lib/apt/lists/* && \
    install -d -o app -g app /data
COPY --from=build /app /app
USER app
ENV TRAVELMART_URL=http://+:8080 TRAVELMART_DATA=/data
VOLUME /data
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=4s --start-period=30s --retries=3 CMD curl -fsS http://127.0.0.1:8080/health/ready || exit 1
ENTRYPOINT ["dotnet", "/app/service.dll"]
