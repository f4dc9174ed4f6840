using System.Globalization;
using System.Text.Json;
using TravelMart.CommandLine.Histories;
using TravelMart.CommandLine.Hosting;
using TravelMart.CommandLine.Verbs;
using TravelMart.EventSourcing;
using TravelMart.LocalServers;
using TravelMart.ServiceDefaults;

namespace TravelMart.CommandLine.Tests.Replays;

/// <summary>What a mart's history is in one store, it is in any other that it is moved to.</summary>
public sealed partial class AlmatyReplayTests
{
    [Fact]
    public async Task A_copied_mart_says_the_same_in_its_new_place_and_goes_on_there()
    {
        using var place = new Place();
        var told = await Copy("sqlite:" + almaty.Data, "sqlite:" + place.Data);

        told.Exit.ShouldBe(0, told.Errors);
        told.Output.ShouldContain("1675 of them are new there");
        told.Output.ShouldContain("consultations 150");
        told.Output.ShouldContain(await HashOf(almaty.Export));
        await SameFiguresIn(place.Data);
        var export = Path.Combine(place.Data, "again.jsonl");
        (await Verb.Run(HistoryVerb.Create(), "export", "almaty-2023", "--out", export, "--data", place.Data)).Exit.ShouldBe(0);
        Whole(export).ShouldBe(Whole(almaty.Export));
        await using var system = await LocalSystem.Start(place.Data, null, CancellationToken.None);
        const string Waiting = "/registration/marts/almaty-2023/companies/B43";
        var note = (await almaty.System.Api.Read(Waiting)).GetProperty("note").GetString().ShouldNotBeNull();
        (await system.Api.Read(Waiting)).GetProperty("note").GetString().ShouldBe(note, "what a person wrote comes with it");
    }

    [Fact]
    public async Task An_exported_history_is_imported_with_its_claims_and_without_what_persons_wrote()
    {
        using var place = new Place();
        var told = await Verb.Run(HistoryVerb.Create(), "import", almaty.Export, "--to", "sqlite:" + place.Data);

        told.Exit.ShouldBe(0, told.Errors);
        await SameFiguresIn(place.Data);
        await using var before = new HistoryStore(LogPlace.In(almaty.Data));
        await using var after = new HistoryStore(LogPlace.In(place.Data));
        var claims = await before.Log("matching").ReadClaims("almaty-2023");
        claims.Count.ShouldBeGreaterThan(600);
        (await after.Log("matching").ReadClaims("almaty-2023")).ShouldBe(claims, ignoreOrder: true);
        (await after.Log("registration").ReadAllPersonal("almaty-2023")).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_move_that_was_interrupted_goes_on_where_it_was()
    {
        using var place = new Place();
        var half = Path.Combine(place.Data, "half.jsonl");
        await File.WriteAllLinesAsync(half, File.ReadLines(almaty.Export).Take(900));
        (await Verb.Run(HistoryVerb.Create(), "import", half, "--to", "sqlite:" + place.Data)).Exit.ShouldBe(0);

        var told = await Copy("sqlite:" + almaty.Data, "sqlite:" + place.Data);

        told.Exit.ShouldBe(0, told.Errors);
        await SameFiguresIn(place.Data);
    }

    [Fact]
    public async Task What_is_there_already_is_left_alone_and_one_is_told_so()
    {
        using var place = new Place();
        (await Copy("sqlite:" + almaty.Data, "sqlite:" + place.Data)).Exit.ShouldBe(0);

        (await Copy("sqlite:" + almaty.Data, "sqlite:" + place.Data)).Output.ShouldContain("all of them were there already");
    }

    [Fact]
    public async Task A_history_whose_facts_were_changed_is_another_history_and_touches_no_claim()
    {
        using var place = new Place();
        (await Copy("sqlite:" + almaty.Data, "sqlite:" + place.Data)).Exit.ShouldBe(0);
        var forged = Path.Combine(place.Data, "forged.jsonl");
        var lines = await File.ReadAllLinesAsync(almaty.Export);
        var booked = Array.FindIndex(lines, l => l.Contains("\"type\":\"meeting-booked\"", StringComparison.Ordinal));
        var slot = JsonDocument.Parse(lines[booked]).RootElement.GetProperty("data").GetProperty("slot").GetInt32();
        var changed = lines[booked].Replace($"\"slot\":{slot}", "\"slot\":99", StringComparison.Ordinal);
        changed.ShouldNotBe(lines[booked]);
        lines[booked] = changed;
        await File.WriteAllLinesAsync(forged, lines);

        var told = await Verb.Run(HistoryVerb.Create(), "import", forged, "--to", "sqlite:" + place.Data);

        (told.Exit, told.Errors.Trim()).ShouldBe((ExitCode.WrongUse, "travelmart: the store has another history of almaty-2023 in matching; it was left as it is"));
        await SameFiguresIn(place.Data);
        await using var store = new HistoryStore(LogPlace.In(place.Data));
        (await store.Log("matching").ReadClaims("almaty-2023")).ShouldNotContain(c => c.Slot == 99);
    }

    [Fact]
    public async Task A_history_with_a_line_missing_is_refused_with_the_place()
    {
        using var place = new Place();
        var torn = Path.Combine(place.Data, "torn.jsonl");
        var lines = await File.ReadAllLinesAsync(almaty.Export);
        var booked = Array.FindIndex(lines, l => l.Contains("\"type\":\"meeting-booked\"", StringComparison.Ordinal));
        await File.WriteAllLinesAsync(torn, lines.Where((_, i) => i != booked));

        var told = await Verb.Run(HistoryVerb.Create(), "import", torn, "--to", "sqlite:" + place.Data);

        told.Exit.ShouldBe(ExitCode.WrongUse);
        told.Errors.ShouldContain("the history is not whole");
    }

    [Theory]
    [InlineData("postgres:Host=127.0.0.1;Port=1;Database=travelmart;Username=t;Password=geheim;Timeout=1", "the store cannot be used: the database did not answer in time")]
    [InlineData("postgres:Hosst=127.0.0.1;Password=geheim", "is no connection string")]
    [InlineData("sqlite:EXPORT", "is a file")]
    public async Task A_store_that_cannot_be_reached_is_one_plain_line(string store, string why)
    {
        var told = await Copy("sqlite:" + almaty.Data, store.Replace("EXPORT", almaty.Export, StringComparison.Ordinal));

        told.Exit.ShouldBe(ExitCode.WrongUse);
        told.Errors.Trim().Split('\n').Length.ShouldBe(1, told.Errors);
        told.Errors.ShouldContain(why);
        told.Errors.ShouldNotContain("geheim");
    }

    [Fact]
    public async Task A_store_with_another_history_of_the_mart_is_left_as_it_is()
    {
        using var place = new Place();
        (await Copy("sqlite:" + almaty.Data, "sqlite:" + place.Data)).Exit.ShouldBe(0);
        var forged = Path.Combine(place.Data, "forged.jsonl");
        var lines = await File.ReadAllLinesAsync(almaty.Export);
        var id = JsonDocument.Parse(lines[^1]).RootElement.GetProperty("id").GetString()!;
        lines[^1] = lines[^1].Replace(id, Guid.CreateVersion7().ToString(), StringComparison.Ordinal);
        await File.WriteAllLinesAsync(forged, lines);

        var told = await Verb.Run(HistoryVerb.Create(), "import", forged, "--to", "sqlite:" + place.Data);

        (told.Exit, told.Errors.Trim()).ShouldBe((ExitCode.WrongUse, "travelmart: the store has another history of almaty-2023 in matching; it was left as it is"));
        await SameFiguresIn(place.Data);
    }

    [Fact]
    public async Task A_store_whose_claims_are_not_those_of_its_history_is_not_copied()
    {
        using var place = new Place();
        using var next = new Place();
        (await Copy("sqlite:" + almaty.Data, "sqlite:" + place.Data)).Exit.ShouldBe(0);
        await using (var store = new HistoryStore(LogPlace.In(place.Data)))
            await store.Log("matching").Append(new Commit("almaty-2023", DateTimeOffset.UnixEpoch, new Cause(Guid.NewGuid(), "organizer")) { Claims = [new("table/1", 99, "nobody")] });

        var told = await Copy("sqlite:" + place.Data, "sqlite:" + next.Data);

        (told.Exit, told.Errors.Trim()).ShouldBe((ExitCode.WrongUse, "travelmart: the store that it comes from is not sound: the claims of matching are not those of its history"));
    }

    [Theory]
    [InlineData("nowhere", "'nowhere' names no store")]
    [InlineData("sqlite:", "'sqlite:' names no store")]
    [InlineData("postgres:Hots=x", "is no connection string")]
    [InlineData("up:/nothing/there", "nothing that 'travelmart up' started runs on /nothing/there")]
    [InlineData("sqlite:/nothing/there", "there is no data in /nothing/there")]
    public async Task A_store_that_is_none_is_said_in_one_line(string from, string said)
    {
        using var place = new Place();
        var told = await Copy(from, "sqlite:" + place.Data);
        told.Exit.ShouldBe(ExitCode.WrongUse);
        told.Errors.ShouldContain(said);
        told.Errors.Trim().ShouldNotContain('\n');
    }

    [Fact]
    [Trait("needs", "server")]
    public async Task A_mart_is_copied_to_a_server_and_back()
    {
        using var place = new Place();
        var server = await PostgresServer.Start(Path.Combine(place.Data, "postgres"));
        try
        {
            var database = "postgres:" + await server.Database("travelmart");
            var there = await Copy("sqlite:" + almaty.Data, database);
            there.Exit.ShouldBe(0, there.Errors);
            var back = await Copy(database, "sqlite:" + place.Data);
            back.Exit.ShouldBe(0, back.Errors);
            back.Output.ShouldBe(there.Output);
            await SameFiguresIn(place.Data);
        }
        finally { await server.Stop(); }
    }

    private static Task<Told> Copy(string from, string to) => Verb.Run(HistoryVerb.Create(), "copy", "almaty-2023", "--from", from, "--to", to);

    private static async Task<string> HashOf(string export) => (await Verb.Run(HistoryVerb.Create(), "hash", export)).Output.Split(' ')[0];

    private static List<string> Whole(string export) =>
        [.. File.ReadLines(export).Select(line => JsonSerializer.Deserialize<HistoryLine>(line, FactJson.Options)!.Whole())];

    private async Task SameFiguresIn(string data)
    {
        var told = await Verb.Run(RecomputeVerb.Create(), "almaty-2023", "--data", data);
        told.Exit.ShouldBe(0, told.Errors);
        var answer = JsonDocument.Parse(told.Output).RootElement;
        answer.GetProperty("equal").GetBoolean().ShouldBeTrue(told.Output.ToString(CultureInfo.InvariantCulture));
        JsonElement.DeepEquals(answer.GetProperty("recomputed"), almaty.Report.GetProperty("live")).ShouldBeTrue(told.Output);
    }

    private sealed class Place : IDisposable
    {
        // Open to others, because a server in it runs as its own user.
        public string Data { get; } = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "travelmart-moved-" + Guid.NewGuid().ToString("N"))).FullName;

        public void Dispose() => Directory.Delete(Data, recursive: true);
    }
}
