using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Pages;
using TravelMart.Portal.Services;
using TravelMart.Portal.Visits;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Desk;

// Why: an organizer's desk sees the whole hall as a grid of slots and stands, and every meeting in it can be taken up: opened, moved by dragging, by
// keys, or on its own page, always with the reason where a move is not possible.

internal sealed record HallCompany(string Company, string Role, IReadOnlyDictionary<string, string> Names, int? Stand, bool Synthetic, IReadOnlyList<int> BlockedSlots);

internal sealed record HallMeeting(Guid Meeting, string Buyer, string Seller, string State, int Slot, string? Table, string? Interpreter, int MinutesLate);

internal sealed record HallPicture(Moments At, int? CurrentSlot, IReadOnlyList<HallCompany> Companies, IReadOnlyList<HallMeeting> Meetings);

internal sealed record Guest(string Name, bool Synthetic);

internal sealed record Attention(string Icon, Guest? Who, string Where, string Tag, string Why, Guid? Meeting, string? Company);

internal sealed record HallModel(Visit Visit, HallPicture Hall, IReadOnlyList<Attention> Attention)
{
    private static readonly string[] Gone = ["cancelled"];

    public IReadOnlyList<HallCompany> Sellers { get; } = [.. Hall.Companies.Where(c => c.Role == Roles.Seller).OrderBy(c => c.Stand ?? int.MaxValue).ThenBy(c => c.Company, StringComparer.Ordinal)];

    public ILookup<(int Slot, string Seller), HallMeeting> Cells { get; } = Hall.Meetings.Where(m => !Gone.Contains(m.State)).ToLookup(m => (m.Slot, m.Seller));

    public string NameOf(string company) => Hall.Companies.FirstOrDefault(c => c.Company == company) is { } known ? Visit.Name(known.Names) : company;
}

internal static class WatchHall
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPage("/marts/{mart}/desk", Show).Allow(Roles.Organizer);

    public static Task<Said<HallPicture>> Hall(Visit visit) => visit.Get<HallPicture>("boards", "hall");

    private static async Task<IResult> Show(Visit visit)
    {
        var hall = await Hall(visit);
        var attention = await visit.Get<IReadOnlyList<Attention>>("boards", "attention?lang=" + visit.Words.Language);
        return hall.Value is { } known ? PageSecurity.Page<HallPage>(new HallModel(visit, known, attention.Value ?? [])) : Frame.Pages.Closed(visit, hall.Refused!);
    }
}
