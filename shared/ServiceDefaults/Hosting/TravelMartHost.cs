using System.Data.Common;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using TravelMart.EventSourcing;

namespace TravelMart.ServiceDefaults;

/// <summary>Mounts services into a host: their logs, callers, queues, health, problem details and API description.</summary>
public static class TravelMartHost
{
    private const long LargestBody = 4 * 1024 * 1024;

    /// <summary>Registers the services of the modules on their logs, and what carries their messages.</summary>
    public static WebApplicationBuilder AddTravelMart(this WebApplicationBuilder builder, HostSettings settings, params IReadOnlyList<IModule> all)
    {
        var modules = all.OfType<IServiceModule>().ToList();
        var services = builder.Services;
        services.AddSingleton(settings);
        services.TryAddSingleton(TimeProvider.System);
        foreach (var module in modules) Mount(services, module, settings);
        foreach (var module in all) module.AddServices(services);
        services.AddSingleton(all);
        services.AddSingleton<IReadOnlyList<MountedModule>>(s => [.. modules.Select(m => s.GetRequiredKeyedService<MountedModule>(m.Name))]);
        services.AddSingleton<ContractFeeds>();
        services.AddSingleton<Health>().AddSingleton<LatestHealth>();
        services.AddSingleton<RecentSpans>();
        services.AddHostedService<Telemetry>();
        if (settings.Broker is null) AddRelays(services, modules);
        else if (modules.Count > 0) services.AddBroker(settings, modules);
        AddIdentity(services, settings, modules);
        // Its warning that keys lie unencrypted in their folder is no news: the token key does too, and the files are closed to others.
        builder.Logging.AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        services.AddOpenApi(ApiDescription.Of);
        services.AddHttpClient();
        // Pages over TLS stay as they are, since they carry secrets beside what others may have written (BREACH); assets say for themselves that they may be pressed.
        services.AddResponseCompression(o => o.MimeTypes = ["text/html", "text/css", "text/javascript", "image/svg+xml", "application/json"]);
        services.ConfigureHttpJsonOptions(o =>
        {
            o.SerializerOptions.DefaultIgnoreCondition = FactJson.Options.DefaultIgnoreCondition;
            o.SerializerOptions.Encoder = FactJson.Options.Encoder;
            foreach (var converter in FactJson.Options.Converters) o.SerializerOptions.Converters.Add(converter);
        });
        builder.WebHost.ConfigureKestrel(k =>
        {
            k.Limits.MaxRequestBodySize = LargestBody;
            k.AddServerHeader = false;
        });
        services.Configure<RouteHandlerOptions>(o => o.ThrowOnBadRequest = true);
        return builder;
    }

    /// <summary>Maps the modules' endpoints under their names, and what every host offers.</summary>
    public static WebApplication MapTravelMart(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandler = AnswerFailure,
            // A request that is not understood is the caller's fault: an answer, not an alarm in our log.
            SuppressDiagnosticsCallback = failure => failure.Exception is BadHttpRequestException,
        });
        app.UseResponseCompression();
        app.UseRouting();
        app.UseMiddleware<RequestLog>();
        app.Use(Unrouted.Answer);
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseRateLimiter();
        app.UseAntiforgery();
        var modules = app.Services.GetRequiredService<IReadOnlyList<MountedModule>>();
        app.UseMiddleware<Repeatable>(modules);
        foreach (var module in app.Services.GetRequiredService<IReadOnlyList<IModule>>())
        {
            var group = app.MapGroup("/" + module.Name).WithTags(module.Name).AddEndpointFilter(CoversTheMart);
            module.MapEndpoints(group);
            if (modules.FirstOrDefault(m => m.Module == module) is not { } mounted) continue;
            group.MapHistory(mounted);
            // A read side has copies of what others did, and did nothing itself.
            if (!mounted.Module.PerNode) group.MapTrail(mounted);
            group.MapOperations(mounted);
        }
        app.MapOpenApi().AllowAnyone();
        app.MapHealth(modules);
        RecentSpans.Map(app);
        app.MapGet("/addresses", (HostSettings settings) => TypedResults.Ok(settings.PublicAddresses)).AllowAnyone()
            .WithSummary("The base addresses of each service, by name; none where all are at this one");
        return app;
    }

    private static void Mount(IServiceCollection services, IServiceModule module, HostSettings settings)
    {
        var types = EventTypes.In(module.GetType().Assembly);
        services.AddKeyedSingleton(module.Name, types);
        var place = settings.Database is { } database && !module.PerNode ? LogPlace.On(database) : LogPlace.In(settings.DataFolder);
        services.AddKeyedSingleton<IEventLog>(module.Name, (s, _) => place.Open(module, types, s.GetRequiredService<TimeProvider>()));
        services.AddKeyedSingleton(module.Name, (s, _) => new MountedModule(module, s.GetRequiredKeyedService<IEventLog>(module.Name), types));
        foreach (var queue in module.Queues) services.AddKeyedSingleton(queue.Name, (s, _) => new QueueConsumers(queue, s));
    }

    private static void AddRelays(IServiceCollection services, IReadOnlyList<IServiceModule> modules)
    {
        foreach (var queue in modules.SelectMany(m => m.Queues))
            foreach (var source in modules)
                services.AddSingleton<IHostedService>(s => new InProcessRelay(s.GetRequiredKeyedService<MountedModule>(source.Name),
                    s.GetRequiredKeyedService<QueueConsumers>(queue.Name), s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILogger<InProcessRelay>>()));
    }

    private static void AddIdentity(IServiceCollection services, HostSettings settings, IReadOnlyList<IServiceModule> modules)
    {
        if (settings.ServiceSecret is null || modules.Any(m => m.HoldsTheKey))
        {
            services.AddSingleton(s => TokenIssuer.OpenOrCreate(s.GetRequiredService<HostSettings>().KeyFolder));
            services.AddSingleton<TokenVerifier>(s => s.GetRequiredService<TokenIssuer>());
            services.TryAddSingleton<IServiceTokens, OwnServiceTokens>();
        }
        else
        {
            services.AddSingleton<RemoteIssuer>().AddSingleton<TokenVerifier, RemoteTokenVerifier>();
            services.TryAddSingleton<IServiceTokens, RemoteServiceTokens>();
        }
        services.AddSingleton<SessionTokens>();
        // What cookies are sealed with goes where the other keys are: into a folder of ours, and not into the home of whoever started us.
        services.AddDataProtection().SetApplicationName("TravelMart").PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(settings.KeyFolder, "cookies")));
        services.AddAuthentication(TokenAuthentication.Scheme_)
            .AddScheme<AuthenticationSchemeOptions, TokenAuthentication>(TokenAuthentication.Scheme_, null);
        services.AddAuthorization(AccessExtensions.CloseTheRest);
        services.AddRateLimiter(RateLimits.Set);
        services.AddAntiforgery(o =>
        {
            o.Cookie.Name = "travelmart-forms";
            o.Cookie.SameSite = SameSiteMode.Strict;
            o.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });
    }

    private static async ValueTask<object?> CoversTheMart(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var endpoint = http.GetEndpoint()?.Metadata;
        // A page says so itself, as a page.
        var open = endpoint?.GetMetadata<Access>() is { IsOpen: true } or { AsksItself: true } || endpoint?.GetMetadata<SignInPage>() is not null;
        if (!open && http.Request.RouteValues["mart"] is string mart && !Caller.From(http.User).Covers(mart))
            return Problems.From(Problems.NotYourMart(mart));
        return await next(context);
    }

    private static Task AnswerFailure(HttpContext context)
    {
        var failure = context.Features.Get<IExceptionHandlerFeature>()?.Error;
        return Problems.Write(context, failure switch
        {
            BadHttpRequestException bad => new("RequestNotUnderstood", NotUnderstood.Sentence(bad), bad.StatusCode),
            StoreNotWritableException full => new(full.Trouble == StoreTrouble.Full ? "StoreFull" : "StoreReadOnly",
                $"Nothing was written: {full.Message}. Repeat the request later with the same idempotency key: it is done once.", 503),
            DbException => new("StoreInTrouble", "The store is in trouble. Repeat the request later with the same idempotency key: it is done once.", 503),
            IssuerUnreachableException => new("SignInUnreachable", "Who you are cannot be verified now, because the service that knows does not answer. Try again later.", 503),
            ViewBehindException => new("ViewIsBehind", "What was accepted before has not been taken up yet; nothing was decided. Try again.", 503),
            _ => new("UnexpectedFailure", "This is a fault of the program; nothing was decided.", 500),
        });
    }
}
