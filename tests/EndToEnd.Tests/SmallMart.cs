using TravelMart.Testing;

namespace TravelMart.EndToEnd.Tests;

/// <summary>A rehearsal with one seller and three buyers, if nothing else is asked for, opened over the public API.</summary>
internal sealed class SmallMart(ApiClient organizer, int sellers = 1, int buyers = 3)
{
    public const string Id = "small-mart";
    public const string Pages = "/boards/marts/" + Id;
    public static readonly DateTimeOffset Before = new(2023, 7, 5, 6, 0, 0, TimeSpan.Zero);

    // Long words in narrow columns.
    private static readonly Dictionary<string, object> Names = new()
    {
        ["S1"] = new { en = "Soonchunhyang University Hospital", ko = "순천향대학교 부속병원", ru = "Больница Университета Сунчонхян" },
        ["S2"] = new { en = "Premium Pass International", ko = "프리미엄 패스인터내셔널", ru = "Клиника пластической хирургии" },
        ["B1"] = new { en = "Golden Tour Kazakhstan", ko = "골든투어 카자흐스탄", ru = "Аральский экспресс" },
    };

    public IReadOnlyList<string> Sellers { get; } = [.. Enumerable.Range(1, sellers).Select(n => $"S{n}")];

    public IReadOnlyList<string> Buyers { get; } = [.. Enumerable.Range(1, buyers).Select(n => $"B{n}")];

    /// <summary>Where an organizer's browser is signed in before it sees a page.</summary>
    public static string SignedIn(string page) => $"/registration/demo-sign-in?role=organizer&mart=*&return={Uri.EscapeDataString(Pages + page)}";

    /// <summary>A time of the mart's day.</summary>
    public static DateTimeOffset At(int hour, int minute) => new(2023, 7, 13, hour, minute, 0, TimeSpan.FromHours(6));

    public async Task Open()
    {
        (await organizer.Post("/registration/events", new
        {
            @event = Id,
            names = new { en = "Small" },
            city = "Almaty",
            country = "KZ",
            timeZone = "Asia/Almaty",
            from = "2023-07-13",
            to = "2023-07-13",
            programmes = new[] { new { id = Id, kind = "travel-mart" } },
        }, Before)).Expect(201);
        (await organizer.Post("/registration/marts", new
        {
            mart = Id,
            @event = Id,
            names = new { en = "Small" },
            slotMinutes = 20,
            changeoverMinutes = 5,
            days = new[] { new { date = "2023-07-13", opens = "10:00", closes = "14:00" } },
            tables = new { layout = "stands" },
            categories = new[] { new { code = "hotel", names = new { en = "Hotel" } } },
            languages = new[] { "en" },
            phases = new { applicationsOpen = "2023-06-01T09:00", wishesClose = "2023-07-10T18:00", opens = "2023-07-13T09:30", closes = "2023-07-13T14:30" },
            requestExpiryMinutes = 2880,
            countingRule = "v1",
            rehearsal = true,
        }, Before)).Expect(201);
        foreach (var (stand, seller) in Sellers.Index()) await Admit(seller, "seller", "hotel", stand + 1);
        foreach (var buyer in Buyers) await Admit(buyer, "buyer", null, null);
    }

    /// <summary>The desk asks for a buyer and accepts for the first seller; the meeting's id.</summary>
    public async Task<Guid> Book(string buyer, int slot, DateTimeOffset? at = null)
    {
        var meeting = await Ask(buyer, Sellers[0], at);
        await Accept(meeting, Sellers[0], slot, at);
        return meeting;
    }

    /// <summary>The desk asks for a buyer, as soon as both companies are known.</summary>
    public async Task<Guid> Ask(string buyer, string seller, DateTimeOffset? at = null)
    {
        ApiAnswer? asked = null;
        await Patience.Until(async () => (asked = await organizer.Post($"/matching/marts/{Id}/meetings", new { buyer, seller }, at ?? Before, onBehalfOf: buyer)).Ok,
            () => $"{buyer} cannot ask: {asked?.Text}");
        return asked!.Json.GetProperty("meeting").GetGuid();
    }

    /// <summary>The desk accepts for a seller.</summary>
    public async Task Accept(Guid meeting, string seller, int slot, DateTimeOffset? at = null) =>
        (await organizer.Post($"/matching/marts/{Id}/meetings/{meeting}/accept", new { slot }, at ?? Before, onBehalfOf: seller)).Expect(200);

    private async Task Admit(string company, string role, string? category, int? stand)
    {
        (await organizer.Post($"/registration/marts/{Id}/companies", new { company, role, names = Names.GetValueOrDefault(company, new { en = company }), category, country = "KZ", languages = new[] { "en" } },
            Before, onBehalfOf: company)).Expect(201);
        (await organizer.Post($"/registration/marts/{Id}/companies/{company}/approve", new { stand }, Before)).Expect(200);
    }
}
