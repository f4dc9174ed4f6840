using System.Globalization;
using TravelMart.CommandLine.Client;
using TravelMart.ServiceDefaults;

namespace TravelMart.CommandLine.Bench;

/// <summary>A meeting that was asked for and waits to be accepted in a slot that nobody else wants.</summary>
internal sealed record Asked(Guid Meeting, string Seller, int Slot);

/// <summary>
/// A mart in which every seller meets every buyer: as many slots as there are sellers and buyers, and pair (b, s) in slot b + s, so that
/// every acceptance finds its slot free. It runs on the real time and lies a month ahead.
/// </summary>
internal sealed class BenchMart(MartApi api, string mart)
{
    /// <summary>Sellers, buyers and slots.</summary>
    public const int Size = 24;

    /// <summary>Callers at once.</summary>
    public const int Callers = 48;

    private const int SlotMinutes = 20;
    private static readonly TimeOnly Opens = new(9, 0);

    public string Id => mart;

    public Task<string> Token(string role, CancellationToken cancel) => api.Token(role, null, cancel);

    /// <summary>Opens the mart and admits its companies.</summary>
    public async Task Open(CancellationToken cancel)
    {
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(30);
        await Organizer("/registration/events", Event(day), cancel);
        await Organizer("/registration/marts", Mart(day), cancel);
        for (var n = 0; n < Size; n++)
        {
            await Admit("seller", Seller(n), new { stand = n + 1 }, cancel);
            await Admit("buyer", Buyer(n), new { }, cancel);
        }
        await api.Settle(cancel);
    }

    /// <summary>Asks for every meeting of the first slots, as many callers at once.</summary>
    public async Task<IReadOnlyList<Asked>> Ask(int slots, CancellationToken cancel)
    {
        var pairs = (from slot in Enumerable.Range(0, slots) from s in Enumerable.Range(0, Size) select (Slot: slot, Seller: s)).ToList();
        var asked = new Asked[pairs.Count];
        await Parallel.ForAsync(0, pairs.Count, Many(cancel), async (i, stop) =>
        {
            var (slot, s) = pairs[i];
            var (buyer, seller) = (Buyer((slot - s + Size) % Size), Seller(s));
            var reply = await Send(Roles.Buyer, buyer, $"/matching/marts/{mart}/meetings", new { buyer, seller, preferredSlots = new[] { slot } }, stop);
            asked[i] = new(reply.Json.GetProperty("meeting").GetGuid(), seller, slot);
        });
        await api.Settle(cancel);
        return asked;
    }

    /// <summary>The seller says yes.</summary>
    public Task Accept(Asked asked, CancellationToken cancel) =>
        Send(Roles.Seller, asked.Seller, $"/matching/marts/{mart}/meetings/{asked.Meeting}/accept", new { slot = asked.Slot }, cancel);

    /// <summary>Waits until the other services know of everything.</summary>
    public Task Settle(CancellationToken cancel) => api.Settle(cancel);

    /// <summary>All sellers say yes at once.</summary>
    public Task AcceptAll(IReadOnlyList<Asked> asked, CancellationToken cancel) =>
        Parallel.ForEachAsync(asked, Many(cancel), async (one, stop) => await Accept(one, stop));

    private static ParallelOptions Many(CancellationToken cancel) => new() { MaxDegreeOfParallelism = Callers, CancellationToken = cancel };

    private static string Seller(int number) => string.Create(CultureInfo.InvariantCulture, $"S{number:00}");

    private static string Buyer(int number) => string.Create(CultureInfo.InvariantCulture, $"B{number:00}");

    private async Task Admit(string role, string company, object approval, CancellationToken cancel)
    {
        var path = $"/registration/marts/{mart}/companies";
        await Send(role, company, path, new
        {
            company,
            role,
            names = new { en = company },
            category = role == "seller" ? "hotel" : null,
            country = role == "seller" ? "KR" : "KZ",
            languages = new[] { "en" },
            capacity = 1,
            synthetic = true,
            delegates = new[] { new { name = company, email = company + "@bench.example", languages = new[] { "en" } } },
        }, cancel);
        await Organizer($"{path}/{company}/approve", approval, cancel);
    }

    private Task<Reply> Organizer(string path, object body, CancellationToken cancel) => Send(Roles.Organizer, null, path, body, cancel);

    private async Task<Reply> Send(string role, string? company, string path, object body, CancellationToken cancel) =>
        MartApi.Expect(await api.Call(role, company, new(HttpMethod.Post, path, body, Guid.NewGuid().ToString()), cancel), path);

    private object Event(DateOnly day) => new
    {
        @event = mart + "-trip",
        names = new { en = "Benchmark" },
        city = "Seoul",
        country = "KR",
        timeZone = "Asia/Seoul",
        from = day,
        to = day,
        programmes = new[] { new { id = mart, kind = "travel-mart" } },
    };

    private object Mart(DateOnly day)
    {
        var closes = Opens.AddMinutes(Size * SlotMinutes);
        return new
        {
            mart,
            @event = mart + "-trip",
            names = new { en = "Benchmark" },
            days = new[] { new { date = day, opens = Time(Opens), closes = Time(closes) } },
            slotMinutes = SlotMinutes,
            changeoverMinutes = 0,
            tables = new { layout = "stands" },
            categories = new[] { new { code = "hotel", names = new { en = "Hotels" } } },
            languages = new[] { "en" },
            phases = new
            {
                applicationsOpen = Moment(day.AddDays(-60), Opens),
                wishesClose = Moment(day.AddDays(-1), Opens),
                opens = Moment(day, Opens),
                closes = Moment(day, closes),
            },
            requestExpiryMinutes = 1440,
            countingRule = "v1",
            rehearsal = false,
        };
    }

    private static string Time(TimeOnly time) => time.ToString("HH:mm", CultureInfo.InvariantCulture);

    private static string Moment(DateOnly day, TimeOnly time) => day.ToDateTime(time).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
}
