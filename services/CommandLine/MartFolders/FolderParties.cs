namespace TravelMart.CommandLine.MartFolders;

/// <summary>
/// The companies that the other files speak of. A company whose own row is wrong is still known here, and where a row lost its
/// code, any unknown code could be that row's: one mistake does not bring up a hundred others.
/// </summary>
internal sealed class FolderParties
{
    private readonly Dictionary<string, FolderCompany> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _doubtful = new(StringComparer.Ordinal);
    private bool _lost;

    /// <summary>The companies, in the order of the file.</summary>
    public IReadOnlyList<FolderCompany> All => [.. _known.Values.OrderBy(c => c.Line)];

    /// <summary>Takes a company in; false where its id is taken.</summary>
    public bool Add(FolderCompany company, bool doubtful)
    {
        if (doubtful)
        {
            _doubtful.Add(company.Id);
        }

        return _known.TryAdd(company.Id, company);
    }

    /// <summary>Takes note of a row that cannot be read: of this company, or of one that nobody knows.</summary>
    public void AddUnreadable(string id = "")
    {
        _lost |= id.Length == 0;
        _doubtful.Add(id);
    }

    /// <summary>True for an id that is in no row of companies.csv.</summary>
    public bool IsStranger(string id) => !_lost && !_known.ContainsKey(id) && !_doubtful.Contains(id);

    /// <summary>A company by its id; null for an unknown one.</summary>
    public FolderCompany? Find(string id) => _known.GetValueOrDefault(id);

    /// <summary>The approved company that a cell names; null, with a report, where it names none that fits.</summary>
    public FolderCompany? Named(CsvRow row, string column, Role? role = null)
    {
        if (row.Text(column) is not { Length: > 0 } id)
        {
            return null;
        }

        if (IsStranger(id))
        {
            row.Wrong(column, $"\"{id}\" is not a company of companies.csv");
        }

        if (_doubtful.Contains(id) || Find(id) is not { } company)
        {
            return null;
        }

        if (company.Decision != Decision.Approve)
        {
            row.Wrong(column, $"\"{id}\" is not approved (line {company.Line} of companies.csv), so it takes part in nothing");
            return null;
        }

        if (role is not null && company.Role != role)
        {
            row.Wrong(column, $"\"{id}\" is a {Words.Write(company.Role)}, not a {Words.Write(role.Value)}");
            return null;
        }

        return company;
    }

    /// <summary>The pair that the columns buyer and seller name; null, with a report, where they name none.</summary>
    public Pair? NamedPair(CsvRow row)
    {
        var buyer = Named(row, "buyer", Role.Buyer);
        var seller = Named(row, "seller", Role.Seller);
        return buyer is null || seller is null ? null : new Pair(buyer.Id, seller.Id);
    }
}
