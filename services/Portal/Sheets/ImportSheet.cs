using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using TravelMart.Pages;
using TravelMart.Portal.Frame;
using TravelMart.Portal.Services;
using TravelMart.Portal.Visits;
using TravelMart.ServiceDefaults;

namespace TravelMart.Portal.Sheets;

// Why: an organizer has companies and wishes in a spreadsheet. It is looked at first, row by row, and nothing is changed; then each row becomes what the
// company itself would have sent, visibly in its name, and what a service refuses is said beside its row. A sheet that is sent again changes nothing twice.

/// <summary>A row as it is looked at, or as it went.</summary>
/// <param name="Row">The row.</param>
/// <param name="Said">What it says, in short.</param>
/// <param name="Wrong">What is wrong with it, in the reader's words; null for nothing.</param>
internal sealed record LookedAt(SheetRow Row, string Said, string? Wrong);

internal sealed record SheetsModel(Visit Visit, string? Kind, string? Text, IReadOnlyList<LookedAt> Rows, bool Done, Refused? Why)
{
    public int Good => Rows.Count(r => r.Wrong is null);
}

internal static class ImportSheet
{
    public const string Companies = "companies", Wishes = "wishes";

    private const int LongestSheet = 1_000_000;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPage("/marts/{mart}/sheets", visit => Task.FromResult(Show(new(visit, null, null, [], false, null)))).Allow(Roles.Organizer);
        routes.MapForm("/marts/{mart}/sheets", LookAt).Allow(Roles.Organizer);
        routes.MapForm("/marts/{mart}/sheets/import", Import).Allow(Roles.Organizer);
    }

    private static IResult Show(SheetsModel model) => PageSecurity.Page<SheetsPage>(model, model.Why?.Status ?? StatusCodes.Status200OK);

    private static async Task<IResult> LookAt(Visit visit, Form form)
    {
        var text = form.File("sheet") is { } file ? Encoding.UTF8.GetString(await file.Bytes()) : form.Raw("text") ?? "";
        return Read(text) is { } rows && KindOf(form) is { } kind
            ? Show(new(visit, kind, text, [.. rows.Select(r => Checked(visit, kind, r))], false, null))
            : Show(new(visit, null, null, [], false, NotUnderstood));
    }

    private static async Task<IResult> Import(Visit visit, Form form)
    {
        var text = form.Raw("text") ?? "";
        if (Read(text) is not { } rows || KindOf(form) is not { } kind) return Show(new(visit, null, null, [], false, NotUnderstood));
        var went = new List<LookedAt>();
        foreach (var row in rows.Select(r => Checked(visit, kind, r)))
            went.Add(row.Wrong is not null ? row : row with { Wrong = await Send(visit, kind, row.Row, $"{form.Key}/{row.Row.Line}") is { } why ? visit.Sentence(why) + Fields(why) : null });
        return Show(new(visit, kind, text, went, true, null));
    }

    private static Refused NotUnderstood { get; } = new("SheetNotUnderstood", "", StatusCodes.Status400BadRequest, Refused.NoErrors);

    private static string? KindOf(Form form) => form.Text("kind") is Companies or Wishes ? form.Text("kind") : null;

    private static IReadOnlyList<SheetRow>? Read(string text) => text.Length is > 0 and <= LongestSheet ? Sheet.Read(text) : null;

    private static string Fields(Refused why) => why.Errors.Count == 0 ? "" : $" ({string.Join(", ", why.Errors.Keys)})";

    private static LookedAt Checked(Visit visit, string kind, SheetRow row)
    {
        var missing = (kind == Companies ? new[] { "company", "role", "name_en", "country", "languages" } : ["from", "about", "strength"]).Where(c => row[c].Length == 0).ToList();
        var said = kind == Companies ? $"{row["company"]} · {row["name_en"]}" : $"{row["from"]} → {row["about"]}: {row["strength"]} {row["rank"]}";
        return new(row, said, missing.Count > 0 ? visit.Words.Say("cells-missing", string.Join(", ", missing)) : Odd(visit, kind, row));
    }

    private static string? Odd(Visit visit, string kind, SheetRow row) => kind == Companies
        ? row["role"] is not (Roles.Buyer or Roles.Seller) ? visit.Words.Say("cell-odd", "role", row["role"])
            : row["role"] == Roles.Seller && visit.TheMart.Categories.All(c => c.Code != row["category"]) ? visit.Words.Say("cell-odd", "category", row["category"])
            : null
        : row["strength"] is not ("must" or "would" or "never") ? visit.Words.Say("cell-odd", "strength", row["strength"])
            : row["strength"] == "would" && !int.TryParse(row["rank"], out _) ? visit.Words.Say("cell-odd", "rank", row["rank"])
            : null;

    private static async Task<Refused?> Send(Visit visit, string kind, SheetRow row, string key) => kind == Companies
        ? (await visit.Send<object>(HttpMethod.Post, "registration", "companies", new
        {
            company = row["company"],
            role = row["role"],
            names = row.Texts("name_"),
            category = row["role"] == Roles.Seller ? row["category"] : null,
            country = row["country"].ToUpperInvariant(),
            languages = row["languages"].Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries),
            capacity = int.TryParse(row["capacity"], out var capacity) ? capacity : 1,
        }, key, row["company"])).Refused
        : (await visit.Send<object>(HttpMethod.Put, "matching", $"wishes/{Uri.EscapeDataString(row["from"])}/{Uri.EscapeDataString(row["about"])}",
            new { strength = row["strength"], rank = row["strength"] == "would" ? int.Parse(row["rank"], System.Globalization.CultureInfo.InvariantCulture) : (int?)null }, key, row["from"])).Refused;
}
