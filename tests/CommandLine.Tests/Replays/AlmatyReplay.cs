using System.Text.Json;
using TravelMart.CommandLine.Hosting;
using TravelMart.CommandLine.Verbs;

namespace TravelMart.CommandLine.Tests.Replays;

/// <summary>The Almaty sample, replayed once by the verb; then its data opened again by a second start, as an organizer would later.</summary>
public sealed class AlmatyReplay : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("travelmart-replay-");
    private LocalSystem? _system;

    internal Told Told { get; private set; } = null!;

    public string Data => Path.Combine(_folder.FullName, "data");

    public string Export => Path.Combine(_folder.FullName, "history.jsonl");

    internal LocalSystem System => _system!;

    internal JsonElement Report { get; private set; }

    public async ValueTask InitializeAsync()
    {
        Told = await Verb.Run(ReplayVerb.Create(), "almaty-2023", "--json", "--data", Data);
        Report = JsonDocument.Parse(Told.LastLine).RootElement;
        _system = await LocalSystem.Start(Data, null, CancellationToken.None);
        (await Verb.Run(HistoryVerb.Create(), "export", "almaty-2023", "--out", Export, "--data", Data)).Exit.ShouldBe(0);
    }

    public async ValueTask DisposeAsync()
    {
        if (_system is not null) await _system.DisposeAsync();
        _folder.Delete(recursive: true);
    }
}
