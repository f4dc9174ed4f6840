using System.Globalization;
using TravelMart.Simulation.Tests.Model;
using TravelMart.Testing;

namespace TravelMart.Simulation.Tests;

/// <summary>A small mart drawn from a seed and opened over the public API, with the model of it.</summary>
internal sealed class MartSetup(TestSystem system, string mart, Random random)
{
    private static readonly string[] Categories = ["hotel", "medical", "agency"];
    private static readonly DateTimeOffset Opening = new(2023, 6, 1, 0, 0, 0, TimeSpan.Zero);
    private readonly ApiClient _organizer = system.Organizer();

    /// <summary>Opens the mart, lets its companies in, and gives the model of what then is.</summary>
    public async Task<MartModel> Open(bool sharedTables, bool interpreters)
    {
        (await _organizer.Post("/registration/events", Event(), Opening)).Expect(201);
        (await _organizer.Post("/registration/marts", Mart(sharedTables ? random.Next(2, 4) : null, interpreters), Opening)).Expect(201);
        var seen = await Seen();
        var model = new MartModel
        {
            Slots = [.. seen.GetProperty("slots").EnumerateArray().Select(s => new Slot(s.GetProperty("number").GetInt32(), s.GetProperty("session").GetInt32(),
                s.GetProperty("start").GetDateTimeOffset(), s.GetProperty("end").GetDateTimeOffset()))],
            Interpreters = interpreters ? [new("I1", ["ko", "kk"], []), new("I2", ["ko", "kk", "mn"], [0, 1])] : [],
            SharedTables = sharedTables ? _tables : null,
            WishesClose = Local("2023-07-07T18:00"),
            Opens = Local("2023-07-13T09:30"),
            Closes = Local("2023-07-13T14:00"),
            AnswerTime = TimeSpan.FromHours(36),
            WonPerDollar = 1293.5m,
            Clock = Opening,
        };
        await Fill(model);
        return model;
    }

    public static DateTimeOffset Local(string text) => new DateTimeOffset(DateTime.Parse(text, CultureInfo.InvariantCulture), TimeSpan.FromHours(6)).ToUniversalTime();

    private int _tables;

    private object Event() => new
    {
        @event = mart,
        names = new { en = mart },
        city = "Almaty",
        country = "KZ",
        timeZone = "Asia/Almaty",
        from = "2023-07-12",
        to = "2023-07-14",
        programmes = new[] { new { id = mart, kind = "travel-mart" } },
    };

    private object Mart(int? tables, bool interpreters)
    {
        _tables = tables ?? 0;
        return new
        {
            mart,
            @event = mart,
            names = new { en = mart },
            slotMinutes = 20,
            changeoverMinutes = 5,
            days = new[] { new { date = "2023-07-13", opens = "10:00", closes = "13:00", pauses = new[] { new { label = "tea", from = "11:15", to = "11:40" } } } },
            tables = tables is null ? (object)new { layout = "stands" } : new { layout = "shared", count = tables },
            interpreters = interpreters ? new object[] { new { id = "I1", languages = new[] { "ko", "kk" } }, Late("I2", "ko", "kk", "mn") } : [],
            categories = Categories.Select(c => new { code = c, names = new { en = c } }),
            languages = new[] { "en" },
            rate = new { from = "USD", to = "KRW", rate = 1293.5m, source = "test", on = "2023-07-12" },
            phases = new { applicationsOpen = "2023-06-01T09:00", wishesClose = "2023-07-07T18:00", opens = "2023-07-13T09:30", closes = "2023-07-13T14:00" },
            requestExpiryMinutes = 36 * 60,
            countingRule = "v1",
            rehearsal = true,
        };
    }

    private static object Late(string id, params string[] languages) => new { id, languages, hours = new[] { new { date = "2023-07-13", from = "10:50", to = "13:00" } } };

    private async Task<System.Text.Json.JsonElement> Seen()
    {
        for (var patience = 0; ; patience++)
        {
            var answer = await _organizer.Get($"/matching/marts/{mart}");
            if (answer.Ok) return answer.Json;
            if (patience > 1000) throw new TimeoutException($"the opening of {mart} does not arrive in Matching");
            await Task.Delay(10);
        }
    }

    private async Task Fill(MartModel model)
    {
        var (sellers, buyers) = (random.Next(2, 5), random.Next(3, 7));
        for (var i = 1; i <= sellers; i++) await Enter(model, new($"S{i}", true, Categories[random.Next(3)], random.Next(4) == 0 ? 2 : 1, random.Next(2) == 0 ? ["ko"] : ["en", "ko"]), i);
        for (var i = 1; i <= buyers; i++) await Enter(model, new($"B{i}", false, null, 1, random.Next(3) switch { 0 => ["kk"], 1 => ["kk", "en"], _ => ["en"] }), null);
        await Enter(model, new("B8", false, null, 1, ["en"]) { Standing = "waitlisted" }, null);
        await Enter(model, new("S9", true, Categories[0], 1, ["en"]) { Standing = "declined" }, null);
    }

    private async Task Enter(MartModel model, Company c, int? stand)
    {
        (await Apply(c, Opening)).Expect(201);
        var path = $"/registration/marts/{mart}/companies/{c.Id}/";
        var decided = c.Standing switch
        {
            "waitlisted" => _organizer.Post(path + "waitlist", new { reason = "hall-full" }, Opening),
            "declined" => _organizer.Post(path + "decline", new { reason = "another-trade" }, Opening),
            _ => _organizer.Post(path + "approve", new { stand }, Opening),
        };
        (await decided).Expect(200);
        model.Companies.Add(c);
    }

    /// <summary>The form of a company, also for one that comes back.</summary>
    public Task<ApiAnswer> Apply(Company c, DateTimeOffset at) => _organizer.Post($"/registration/marts/{mart}/companies", new
    {
        company = c.Id,
        role = c.Role,
        names = new { en = c.Id },
        category = c.Category,
        country = c.IsSeller ? "KR" : "KZ",
        languages = c.Languages,
        capacity = c.Capacity,
    }, at, onBehalfOf: c.Id);
}
