namespace TravelMart.CommandLine.MartFolders;

/// <summary>
/// Reads delegates.csv where there is one. Samples do without it: for them persons are made up, the same ones every time,
/// so that no sample ever carries a real person's name.
/// </summary>
internal sealed class DelegatesReader
{
    private const string File = "delegates.csv";
    private readonly Dictionary<string, List<FolderDelegate>> _written = new(StringComparer.Ordinal);
    private readonly Dictionary<string, CsvRow> _firstRow = new(StringComparer.Ordinal);

    private DelegatesReader()
    {
    }

    /// <summary>Reads the file.</summary>
    public static DelegatesReader Read(string folder, FolderErrors errors)
    {
        var reader = new DelegatesReader();
        var table = CsvTable.Read(folder, File, ["company", "name", "email"], ["language"], errors, mayBeMissing: true);
        var addresses = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in table.Rows)
        {
            var company = row.Id("company");
            var email = row.Coded("email", EmailFault);
            if (email.Length > 0 && !addresses.TryAdd(email, row.Line))
            {
                row.Wrong("email", $"\"{email}\" is on line {addresses[email]} already");
            }

            var language = row.Has("language") ? row.Coded("language", Codes.LanguageFault) : "en";
            reader._firstRow.TryAdd(company, row);
            if (!reader._written.TryGetValue(company, out var persons))
            {
                reader._written[company] = persons = [];
            }

            persons.Add(new FolderDelegate(row.Text("name"), email, language, Invented: false));
        }

        return reader;
    }

    /// <summary>A company's persons: as written, or else made up.</summary>
    public IReadOnlyList<FolderDelegate> Of(string company, int? count, IReadOnlyList<string> languages, bool seller, CsvRow row)
    {
        if (!_written.TryGetValue(company, out var written))
        {
            return InventedPersons.For(company, count ?? 1, languages, seller);
        }

        if (count is not null && count != written.Count)
        {
            row.Wrong("delegates", $"{count} are announced and {written.Count} are in {File}");
        }

        return written;
    }

    /// <summary>Reports persons of companies that are not in the folder.</summary>
    public void ReportStrangers(FolderParties parties)
    {
        foreach (var (company, row) in _firstRow.Where(r => r.Key.Length > 0 && parties.IsStranger(r.Key)))
        {
            row.Wrong("company", $"\"{company}\" is not a company of companies.csv");
        }
    }

    private static string? EmailFault(string email)
    {
        var at = email.IndexOf('@', StringComparison.Ordinal);
        return at > 0 && at < email.Length - 1 && email.LastIndexOf('@') == at && !email.Any(char.IsWhiteSpace)
            ? null
            : $"\"{email}\" is not an e-mail address";
    }
}
