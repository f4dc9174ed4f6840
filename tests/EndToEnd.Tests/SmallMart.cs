using TravelMart.Testing;

namespace TravelMart.EndToEnd.Tests;

/// <summary>A mart with one seller and three buyers, opened over the public API.</summary>
internal sealed class SmallMart(ApiClient organizer)
{
    public const string Id = "small-mart";
    public static readonly DateTimeOffset Before = new(2023, 7, 5, 6, 0, 0, TimeSpan.Zero);

    public static IReadOnlyList<string> Buyers { get; } = ["B1", "B2", "B3"];

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
            days = new[] { new { date = "2023-07-13", opens = "10:00", closes = "12:00" } },
            tables = new { layout = "stands" },
            categories = new[] { new { code = "hotel", names = new { en = "Hotel" } } },
            languages = new[] { "en" },
            phases = new { applicationsOpen = "2023-06-01T09:00", wishesClose = "2023-07-10T18:00", opens = "2023-07-13T09:30", closes = "2023-07-13T13:00" },
            requestExpiryMinutes = 2880,
            countingRule = "v1",
            rehearsal = true,
        }, Before)).Expect(201);
        await Admit("S1", "seller", "hotel", 1);
        foreach (var buyer in Buyers) await Admit(buyer, "buyer", null, null);
    }

    /// <summary>The desk asks for a buyer and accepts for the seller; the meeting's id.</summary>
    public async Task<Guid> Book(string buyer, int slot)
    {
        ApiAnswer? asked = null;
        await Patience.Until(async () => (asked = await organizer.Post($"/matching/marts/{Id}/meetings", new { buyer, seller = "S1" }, Before, onBehalfOf: buyer)).Ok,
            () => $"{buyer} cannot ask: {asked?.Text}");
        var meeting = asked!.Json.GetProperty("meeting").GetGuid();
        (await organizer.Post($"/matching/marts/{Id}/meetings/{meeting}/accept", new { slot }, Before, onBehalfOf: "S1")).Expect(200);
        return meeting;
    }

    private async Task Admit(string company, string role, string? category, int? stand)
    {
        (await organizer.Post($"/registration/marts/{Id}/companies", new { company, role, names = new { en = company }, category, country = "KZ", languages = new[] { "en" } },
            Before, onBehalfOf: company)).Expect(201);
        (await organizer.Post($"/registration/marts/{Id}/companies/{company}/approve", new { stand }, Before)).Expect(200);
    }
}
