using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using TravelMart.CommandLine.Hosting;
using TravelMart.Testing;

namespace TravelMart.Cluster.Tests;

/// <summary>Tests that share one cluster, one after the other: some of them kill parts of it.</summary>
[CollectionDefinition]
public sealed class ClusterCollection : ICollectionFixture<RunningCluster>;

/// <summary>Two processes of every service, on a private PostgreSQL and a private RabbitMQ: what <c>travelmart up --instances 2</c> starts.</summary>
public sealed class RunningCluster : IAsyncLifetime
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), "travelmart-cluster-" + Guid.NewGuid().ToString("N"));
    private readonly ConcurrentDictionary<(string, string?), Task<string>> _tokens = [];

    internal CommandLine.Hosting.Cluster Running { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Running = await CommandLine.Hosting.Cluster.Start(_folder, 2, null, _ => { }, CancellationToken.None);

    public async ValueTask DisposeAsync()
    {
        await CommandLine.Hosting.Cluster.Stop(_folder, _ => { });
        Directory.Delete(_folder, recursive: true);
    }

    internal ServiceInstance Instance(string service, int number) => Running.State.Instances.Single(i => i.Service == service && i.Number == number);

    /// <summary>A caller with a token for a role, or without one, at one process of a service.</summary>
    internal async Task<ApiClient> At(string service, int number, string role = "organizer", string? company = null)
    {
        var client = new HttpClient { BaseAddress = Instance(service, number).Address };
        if (role.Length > 0) client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await _tokens.GetOrAdd((role, company), _ => Token(role, company)));
        return new ApiClient(client);
    }

    /// <summary>A mart with one seller and so many buyers, known to both Matching processes when this returns.</summary>
    internal async Task OpenMart(string mart, int buyers)
    {
        var organizer = await At("registration", 1);
        (await organizer.Post("/registration/events", RegistrationForms.Event(mart + "-trip", mart), RegistrationForms.Spring)).Expect(201);
        (await organizer.Post("/registration/marts", RegistrationForms.Mart(mart, mart + "-trip"), RegistrationForms.Spring)).Expect(201);
        await Admit(mart, "S1", "seller");
        await Task.WhenAll(Enumerable.Range(0, buyers).Select(b => Admit(mart, $"B{b}", "buyer")));
        for (var number = 1; number <= 2; number++)
        {
            var matching = await At("matching", number);
            await Poll.Until(async () => await matching.Get("/matching/marts/" + mart) is { Ok: true } known
                && known.Json.GetProperty("buyers").GetInt32() == buyers && known.Json.GetProperty("sellers").GetInt32() == 1);
        }
    }

    internal async Task Admit(string mart, string company, string role)
    {
        var organizer = await At("registration", 1 + company.Length % 2);
        (await organizer.Post($"/registration/marts/{mart}/companies", new
        {
            company,
            role,
            names = new { en = "Company " + company },
            category = role == "seller" ? "hotel" : null,
            country = role == "seller" ? "KR" : "KZ",
            languages = new[] { "en" },
            capacity = 1,
        }, RegistrationForms.Spring)).Expect(201);
        (await organizer.Post($"/registration/marts/{mart}/companies/{company}/approve", new { }, RegistrationForms.Spring)).Expect(200);
    }

    /// <summary>The buyer asks for the seller's slots; the meeting.</summary>
    internal async Task<Guid> Ask(string mart, string buyer, int number, params int[] slots) =>
        (await (await At("matching", number, "buyer", buyer)).Post($"/matching/marts/{mart}/meetings", new { buyer, seller = "S1", preferredSlots = slots }, RegistrationForms.Spring))
            .Expect(201).Json.GetProperty("meeting").GetGuid();

    /// <summary>The recorded facts of a mart in Matching, of one type.</summary>
    internal async Task<IReadOnlyList<JsonElement>> History(string mart, string type) =>
        [.. (await (await At("matching", 1)).Get($"/matching/marts/{mart}/history")).Expect(200).Text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonDocument.Parse(line).RootElement).Where(e => e.GetProperty("type").GetString() == type)];

    /// <summary>Waits until both boards show so many booked meetings, and counts everything again from event zero: no difference on either.</summary>
    internal async Task BoardsAgree(string mart, int booked)
    {
        for (var number = 1; number <= 2; number++)
        {
            var boards = await At("boards", number);
            await Poll.Until(async () => await boards.Get($"/boards/marts/{mart}/totals") is { Ok: true } totals && totals.Json.GetProperty("booked").GetInt32() >= booked);
            var report = (await boards.Post($"/boards/marts/{mart}/recompute")).Expect(200).Json;
            report.GetProperty("equal").GetBoolean().ShouldBeTrue($"board {number}: {report.GetRawText()}");
            report.GetProperty("live").GetProperty("booked").GetInt32().ShouldBe(booked);
        }
    }

    /// <summary>Starts the killed broker again and waits until every process has found it: their attempts are half a minute apart when it was long away.</summary>
    internal async Task BringBackTheBroker()
    {
        await Running.Rabbit.Restart();
        foreach (var instance in Running.State.Instances)
        {
            var service = await At(instance.Service, instance.Number);
            await Poll.Until(async () => !(await service.Get("/health/ready")).Json.GetProperty("alarms").EnumerateArray()
                .Any(a => a.GetString()!.StartsWith("broker:", StringComparison.Ordinal)), within: TimeSpan.FromMinutes(4));
        }
    }

    internal async Task Kill(string service)
    {
        for (var number = 1; number <= 2; number++)
        {
            using var process = CommandLine.Hosting.Cluster.Running(Instance(service, number)).ShouldNotBeNull();
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    internal async Task StartAgain(string service)
    {
        for (var number = 1; number <= 2; number++) Running.StartOne(Instance(service, number));
        for (var number = 1; number <= 2; number++) await Running.WaitUntilReady(Instance(service, number), CancellationToken.None);
    }

    internal static void Signal(int process, string signal)
    {
        using var kill = Process.Start(new ProcessStartInfo("kill", [signal, process.ToString(CultureInfo.InvariantCulture)]) { UseShellExecute = false })!;
        kill.WaitForExit();
        kill.ExitCode.ShouldBe(0);
    }

    /// <summary>What a verb of the command line says about this cluster, and its exit code.</summary>
    internal async Task<(int ExitCode, string Said)> Verb(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "TravelMart.CommandLine.dll"), .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["TRAVELMART_BROKER"] = Running.Rabbit.Address.ToString();
        using var verb = Process.Start(start)!;
        var said = await Task.WhenAll(verb.StandardOutput.ReadToEndAsync(), verb.StandardError.ReadToEndAsync());
        await verb.WaitForExitAsync();
        return (verb.ExitCode, string.Concat(said));
    }

    /// <summary>Every line that the processes logged.</summary>
    internal IEnumerable<string> LogLines() => Directory.GetFiles(Path.Combine(_folder, "log")).SelectMany(file =>
    {
        using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    });

    /// <summary>Starts again whatever does not run, as a second <c>travelmart up</c> does.</summary>
    internal async Task StartMissing() => Running = await CommandLine.Hosting.Cluster.Start(_folder, 2, null, _ => { }, CancellationToken.None);

    private async Task<string> Token(string role, string? company)
    {
        using var http = new HttpClient { BaseAddress = Instance("registration", 1).Address };
        using var answer = await http.PostAsJsonAsync("/registration/tokens", new { role, mart = "*", company, rehearses = true });
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }
}
