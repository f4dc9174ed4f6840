namespace TravelMart.CommandLine.MartFolders;

/// <summary>Reads companies.csv, and delegates.csv where the folder has one.</summary>
internal static class CompaniesReader
{
    private static readonly string[] Required = ["company", "role", "name_en", "country", "languages", "decision"];

    private static readonly string[] Optional =
    [
        "name_ko", "name_ru", "name_kk", "category", "stand", "capacity", "delegates", "reason", "note",
        "blocked_slots", "applied_at", "decided_at", "synthetic",
    ];

    /// <summary>The companies; empty, with a report, where the file cannot be used.</summary>
    public static FolderParties Read(string folder, MartSettings? settings, FolderErrors errors)
    {
        var parties = new FolderParties();
        var persons = DelegatesReader.Read(folder, errors);
        var stands = new Dictionary<int, int>();
        var table = CsvTable.Read(folder, "companies.csv", Required, Optional, errors);
        if (!table.IsWhole)
        {
            parties.AddUnreadable();
        }

        foreach (var row in table.Broken)
        {
            parties.AddUnreadable(row["company"]);
        }

        foreach (var row in table.Rows)
        {
            if (Company(row, settings, persons) is not { } company)
            {
                parties.AddUnreadable();
                continue;
            }

            if (!parties.Add(company.Known, company.Doubtful))
            {
                row.Wrong("company", $"\"{company.Known.Id}\" is on line {parties.Find(company.Known.Id)!.Line} already");
                parties.AddUnreadable();
            }

            if (company.Known.Stand is { } stand && !stands.TryAdd(stand, row.Line))
            {
                row.Wrong("stand", $"{stand} is taken by line {stands[stand]}");
            }
        }

        persons.ReportStrangers(parties);
        return parties;
    }

    private static (FolderCompany Known, bool Doubtful)? Company(CsvRow row, MartSettings? settings, DelegatesReader persons)
    {
        var id = row.Id("company");
        var role = row.Word<Role>("role");
        var decision = row.Word<Decision>("decision");
        var languages = row.List("languages", Codes.LanguageFault);
        if (languages.Count == 0)
        {
            row.Wrong("languages", "is empty; a meeting needs a language");
        }

        var seller = role == Role.Seller;
        var known = new FolderCompany(
            row.Line, id, role ?? Role.Buyer, row.Texts("name"), Category(row, role, settings), row.Coded("country", Codes.CountryFault),
            languages, Stand(row, role, decision), row.Number("capacity", 1, 50) ?? 1,
            persons.Of(id, row.Number("delegates", 1, 20), languages, seller, row),
            decision ?? Decision.Approve, Reason(row, decision), row["note"], row.Slots("blocked_slots", settings?.Grid.Slots.Count),
            row.Moment("applied_at", settings), row.Moment("decided_at", settings), row.Yes("synthetic"));
        if (known.AppliedAt is { } applied && known.DecidedAt is { } decided && decided < applied)
        {
            row.Wrong("decided_at", $"\"{row["decided_at"]}\" is before it applied");
        }

        if (known.AppliedAt < settings?.Phases.ApplicationsOpen)
        {
            row.Wrong("applied_at", $"\"{row["applied_at"]}\" is before applications open");
        }

        return id.Length == 0 ? null : (known, role is null || decision is null);
    }

    private static string? Category(CsvRow row, Role? role, MartSettings? settings)
    {
        switch (role)
        {
            case Role.Seller when !row.Has("category"):
                row.Wrong("category", "is empty; a seller has a category");
                return null;
            case Role.Seller when settings is not null && !settings.Categories.Contains(row["category"], StringComparer.Ordinal):
                row.Wrong("category", $"\"{row["category"]}\" is not a category of mart.json: {Words.Choice(settings.Categories)}");
                return null;
            case Role.Buyer when row.Has("category"):
                row.Wrong("category", "is for sellers only");
                return null;
            default:
                return row.Has("category") ? row["category"] : null;
        }
    }

    private static int? Stand(CsvRow row, Role? role, Decision? decision)
    {
        if (role == Role.Buyer && row.Has("stand"))
        {
            row.Wrong("stand", "is for sellers only");
            return null;
        }

        if (role == Role.Seller && decision == Decision.Approve && !row.Has("stand"))
        {
            row.Wrong("stand", "is empty; an approved seller has a stand");
        }

        return row.Number("stand", 1, 9999);
    }

    private static string Reason(CsvRow row, Decision? decision)
    {
        if (decision is Decision.Decline or Decision.Waitlist && !row.Has("reason"))
        {
            row.Wrong("reason", "is empty; a company that is not approved is told why");
        }

        return row.Has("reason") ? row.Coded("reason", TextShape.ReasonFault) : string.Empty;
    }
}
