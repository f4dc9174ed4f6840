using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using TravelMart.Testing;

namespace TravelMart.Architecture.Tests;

/// <summary>The sample mart is lived through from the first application to the sealed result, and every answer is held against the OpenAPI document.</summary>
public sealed class Answers_as_described
{
    private const string Mart = "almaty-2023";

    // What a mart that goes well does not come to.
    private static readonly string[] NotHeard =
    [
        "post /{service}/parked/{messageId}/retry", "get /boards/marts/{mart}/live", "get /{service}/marts/{mart}/contracts", "get /{service}/contracts",
        "get /registration/demo-sign-in", "post /registration/service-tokens",
    ];

    [Fact]
    public async Task Every_answer_has_the_shape_that_the_description_gives_it()
    {
        var heard = new Heard();
        await using var system = await TestSystem.Start(configure: host => host.Services.AddSingleton<IStartupFilter>(heard));
        await Replay(system.Address);
        await Rearrange(system.Organizer());
        await WishAndForget(system);
        await LookAround(system.Organizer());

        var document = (await system.As("").Get("/openapi/v1.json")).Expect(200).Json;
        var schemas = new Schemas(document);
        var paths = document.GetProperty("paths");
        foreach (var answer in heard.Answers.Where(a => paths.TryGetProperty(a.Path, out _)).GroupBy(a => (a.Path, a.Verb, a.Status)).SelectMany(g => g.Take(20)))
        {
            var what = $"{answer.Verb} {answer.Path} {answer.Status}";
            var responses = paths.GetProperty(answer.Path).GetProperty(answer.Verb).GetProperty("responses");
            responses.TryGetProperty($"{answer.Status}", out var described).ShouldBeTrue(what);
            described.GetProperty("content").TryGetProperty(answer.Type, out var content).ShouldBeTrue($"{what} {answer.Type}");
            if (answer.Type == "image/webp") continue;
            foreach (var text in answer.Type == "application/x-ndjson" ? answer.Body.Split('\n', StringSplitOptions.RemoveEmptyEntries) : [answer.Body])
                schemas.Misfit(JsonDocument.Parse(text).RootElement, content.GetProperty("schema")).ShouldBeNull($"{what}: {text[..Math.Min(text.Length, 500)]}");
        }
        var told = heard.Answers.Select(a => $"{a.Verb} {a.Path}").ToHashSet();
        Operations(paths).Where(o => !told.Contains(o)).ShouldBeEmpty("answers that nobody heard");
    }

    // A PNG of 64 pixels on each side.
    private const string GreenSquare = "iVBORw0KGgoAAAANSUhEUgAAAEAAAABACAIAAAAlC+aJAAAATklEQVR42u3PQQkAAAgEsMtpAPtHuAi+hcEKLNn5TUBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEDgUodlALU5rHKYAAAAAElFTkSuQmCC";

    private static IEnumerable<string> Operations(JsonElement paths) =>
        from path in paths.EnumerateObject()
        from operation in path.Value.EnumerateObject()
        let service = path.Name.Split('/')[1]
        where !NotHeard.Any(n => n.Replace("{service}", service, StringComparison.Ordinal) == $"{operation.Name} {path.Name}")
        select $"{operation.Name} {path.Name}";

    private static async Task Replay(Uri address)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "TravelMart.CommandLine.dll"), "replay", Mart, "--json", "--against", address.ToString()])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var replay = Process.Start(start)!;
        var said = await Task.WhenAll(replay.StandardOutput.ReadToEndAsync(), replay.StandardError.ReadToEndAsync());
        await replay.WaitForExitAsync();
        replay.ExitCode.ShouldBe(0, said[1]);
    }

    /// <summary>Writes that the sample's script has no need of.</summary>
    private static async Task Rearrange(ApiClient organizer)
    {
        var delegates = $"/registration/marts/{Mart}/companies/B01/delegates";
        var named = (await organizer.Post(delegates, new { name = "A Person", email = "a@example.org", languages = new[] { "en" } })).Expect(201).Json;
        (await organizer.Delete($"{delegates}/{named.GetProperty("delegate").GetGuid()}")).Expect(200);
        foreach (var verb in new[] { "retire", "restore" }) (await organizer.Post($"/catalogue/marts/{Mart}/stands/S01/products/P1/{verb}")).Expect(200);
        foreach (var place in new[] { "", "/products/P1" })
        {
            var picture = $"/catalogue/marts/{Mart}/stands/S01{place}/picture";
            var shown = (await organizer.Put(picture, new { data = GreenSquare })).Expect(200).Json.GetProperty("picture").GetString();
            (await organizer.Get($"{picture}/{shown}")).Expect(200);
            (await organizer.Delete(picture)).Expect(200);
        }
        var held = (await organizer.Get($"/matching/marts/{Mart}/meetings?status=held&take=1")).Expect(200).Json.GetProperty("items")[0].GetProperty("meeting").GetGuid();
        (await organizer.Post($"/matching/marts/{Mart}/meetings/{held}/settle")).Expect(200);
        (await organizer.Post($"/matching/marts/{Mart}/meetings/{held}/correct-attendance", new { attendance = "no-show-buyer", reason = "wrong-row" })).Expect(200);
        (await organizer.Post($"/registration/marts/{Mart}/companies/B42/withdraw", new { reason = "flew-home", note = "Ill." })).Expect(200);
        (await organizer.Delete($"/registration/marts/{Mart}/companies/B42/note")).Expect(200);
        const string Shortlist = $"/catalogue/marts/{Mart}/shortlists/B01";
        (await organizer.Put(Shortlist + "/stands/S01", new { })).Expect(200);
        (await organizer.Put(Shortlist + "/interests", new { categories = new[] { "hotel" } })).Expect(200);
        (await organizer.Get(Shortlist)).Expect(200);
        (await organizer.Delete(Shortlist + "/stands/S01")).Expect(200);
        var badge = (await organizer.Post($"/registration/marts/{Mart}/badges", new { company = "B01" })).Expect(200).Json.GetProperty("badge").GetString();
        (await organizer.Get($"/registration/marts/{Mart}/badges/B01")).Expect(200);
        (await organizer.Delete($"/registration/marts/{Mart}/badges/B01/{badge}")).Expect(200);
        var link = (await organizer.Post($"/registration/marts/{Mart}/viewer-links")).Expect(200).Json.GetProperty("link").GetString();
        (await organizer.Get($"/registration/marts/{Mart}/viewer-links")).Expect(200);
        (await organizer.Delete($"/registration/marts/{Mart}/viewer-links/{link}")).Expect(200);
        (await organizer.Post($"/registration/marts/{Mart}/invitations", new { email = "a@example.org", role = "organizer", language = "en" })).Expect(200);
    }

    /// <summary>What is not done when a mart is over, in another one; and notes, which may be forgotten at any time.</summary>
    private static async Task WishAndForget(TestSystem system)
    {
        const string Wish = "/matching/marts/spring/wishes/B1/S1", Meetings = "/matching/marts/spring/meetings";
        var organizer = system.Organizer();
        await system.OpenMart("spring");
        (await organizer.Post("/registration/marts/look", new { @event = RegistrationForms.Event("summer-trip", "summer"), mart = RegistrationForms.Mart("summer", "summer-trip") })).Expect(200);
        (await organizer.Put("/registration/marts/spring/phases", new { applicationsOpen = "2023-05-01T09:00", wishesClose = "2023-07-06T18:00", opens = "2023-07-13T09:30", closes = "2023-07-13T18:30" })).Expect(200);
        await system.AdmitSeller("spring", "S1");
        (await organizer.Post("/registration/marts/spring/companies", RegistrationForms.Buyer("B1"))).Expect(201);
        (await organizer.Post("/registration/marts/spring/companies/B1/approve")).Expect(200);
        await Poll.Until(async () => (await organizer.Put(Wish, new { strength = "must", note = "Dana asked." })).Ok);
        (await organizer.Delete(Wish + "/note")).Expect(200);
        (await organizer.Delete(Wish)).Expect(200);
        var asked = (await organizer.Post(Meetings, new { buyer = "B1", seller = "S1", note = "Dana asked." })).Expect(201).Json.GetProperty("meeting").GetGuid();
        var note = (await organizer.Get($"{Meetings}/{asked}")).Expect(200).Json.GetProperty("notes")[0].GetProperty("note").GetString();
        (await organizer.Delete($"{Meetings}/{asked}/notes/{note}")).Expect(200);
        var result = (await organizer.Post($"/matching/marts/{Mart}/results", new { acceptUnresolved = true, reason = "late-logs", note = "Dana was late." })).Expect(201)
            .Json.GetProperty("number").GetInt32();
        (await organizer.Get($"/matching/marts/{Mart}/results/{result}/note")).Expect(200);
        (await organizer.Delete($"/matching/marts/{Mart}/results/{result}/note")).Expect(200);
    }

    private static async Task LookAround(ApiClient organizer)
    {
        async Task<JsonElement> Get(string path) => (await organizer.Get(path)).Expect(200).Json;
        var trip = (await Get($"/registration/marts/{Mart}")).GetProperty("event").GetString();
        foreach (var path in new[] { "marts", $"events/{trip}", $"marts/{Mart}/companies", $"marts/{Mart}/companies/B01", $"marts/{Mart}/directory", "parked" })
            await Get("/registration/" + path);
        foreach (var path in new[] { $"marts/{Mart}/stands?text=tour", $"marts/{Mart}/stands/S01", "parked" }) await Get("/catalogue/" + path);
        var meeting = (await Get($"/matching/marts/{Mart}/meetings?take=200")).GetProperty("items")[0].GetProperty("meeting").GetGuid();
        var plan = (await Get($"/matching/marts/{Mart}/plans"))[0].GetProperty("plan").GetGuid();
        foreach (var path in new[] { $"meetings/{meeting}", $"meetings/{meeting}/traces", $"meetings/{meeting}/moves", $"plans/{plan}", $"plans/{plan}/compare/{plan}", "problem", "wishes/B01", "participants/B01/free-slots?with=S01" })
            await Get($"/matching/marts/{Mart}/{path}");
        await Get("/matching/parked");
        foreach (var path in new[] { "hall", "totals", "latest", "results", "attention?lang=ko", "agendas/B01" }) await Get($"/boards/marts/{Mart}/{path}");
        foreach (var path in new[] { "/boards/marts", "/boards/parked", "/health/live", "/health/ready", "/addresses", "/registration/keys", "/traces/none" }) await Get(path);
        (await organizer.Get($"/boards/marts/{Mart}/history")).Expect(200);
        foreach (var service in new[] { "registration", "catalogue", "matching" }) await Get($"/{service}/marts/{Mart}/trail?company=S01&from=2023-07-13T00:00:00Z&take=20");
    }
}
