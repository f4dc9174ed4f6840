using TravelMart.Testing;

namespace TravelMart.EndToEnd.Tests;

/// <summary>A small mart on the morning of its day, with meetings booked at 9:50, 10:15 and 10:40, and a browser.</summary>
public sealed class OpenHall : IAsyncLifetime
{
    private TestSystem _system = null!;
    private Chromium? _chromium;

    internal SmallMart Mart { get; private set; } = null!;

    internal ApiClient Organizer { get; private set; } = null!;

    internal Uri Address => _system.Address;

    public async ValueTask InitializeAsync()
    {
        _system = await TestSystem.Start();
        Organizer = _system.Organizer();
        Mart = new SmallMart(Organizer, sellers: 2, buyers: 6);
        await Mart.Open();
        foreach (var (rank, seller) in Mart.Sellers.Index())
            await Patience.Until(async () => (await Organizer.Put($"/matching/marts/{SmallMart.Id}/wishes/B6/{seller}", new { strength = "would", rank = rank + 1 }, SmallMart.Before, onBehalfOf: "B6")).Ok,
                () => $"B6 cannot wish for {seller}");
        await Mart.Book("B1", 1, SmallMart.At(9, 50));
        await Mart.Book("B2", 2, SmallMart.At(10, 15));
        await Mart.Book("B3", 3, SmallMart.At(10, 40));
        await Booked(3);
        _chromium = await Chromium.Start();
    }

    /// <summary>Waits until the boards know of so many meetings.</summary>
    internal Task Booked(int meetings) => Patience.Until(async () => await BookedAt("") == meetings, () => $"the boards do not show {meetings} meetings");

    /// <summary>Meetings booked at a minute, by the data.</summary>
    internal async Task<int> BookedAt(string query) => (await Organizer.Get($"{SmallMart.Pages}/totals{query}")).Expect(200).Json.GetProperty("booked").GetInt32();

    internal Task<Window> Open(string path, int width = 1600, int height = 900) => _chromium!.Open(_system.Address, path, width, height);

    public async ValueTask DisposeAsync()
    {
        if (_chromium is not null) await _chromium.DisposeAsync();
        await _system.DisposeAsync();
    }
}
