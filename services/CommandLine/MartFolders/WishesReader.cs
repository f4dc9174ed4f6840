namespace TravelMart.CommandLine.MartFolders;

/// <summary>Reads wishes.csv.</summary>
internal static class WishesReader
{
    /// <summary>The wishes; empty, with a report, where the file cannot be used.</summary>
    public static IReadOnlyList<FolderWish> Read(string folder, MartSettings? settings, FolderParties parties, FolderErrors errors)
    {
        var wishes = new List<FolderWish>();
        var lines = new Dictionary<(string From, string About), int>();
        foreach (var row in CsvTable.Read(folder, "wishes.csv", ["from", "about", "strength"], ["rank", "note", "stated_at"], errors).Rows)
        {
            var (from, about) = (parties.Named(row, "from"), parties.Named(row, "about"));
            var strength = row.Word<Strength>("strength");
            var rank = Rank(row, strength);
            var at = row.Moment("stated_at", settings);
            if (strength is not Strength.Never && at >= settings?.Phases.WishesClose)
            {
                row.Wrong("stated_at", $"\"{row["stated_at"]}\" is not before wishes close");
            }

            if (from is null || about is null)
            {
                continue;
            }

            if (from.Role == about.Role)
            {
                row.Wrong("about", $"\"{about.Id}\" is a {Words.Write(about.Role)} like \"{from.Id}\"; wishes go to the other side");
            }

            if (!lines.TryAdd((from.Id, about.Id), row.Line))
            {
                row.Wrong("about", $"the wish of \"{from.Id}\" about \"{about.Id}\" is on line {lines[(from.Id, about.Id)]} already");
            }

            wishes.Add(new FolderWish(row.Line, from.Id, about.Id, from.Role, strength ?? Strength.Would, rank, row["note"], at));
        }

        return wishes;
    }

    private static int? Rank(CsvRow row, Strength? strength)
    {
        var rank = row.Number("rank", 1, 999);
        switch (strength)
        {
            case Strength.Would when !row.Has("rank"):
                row.Wrong("rank", "is empty; a would is ranked, 1 for the dearest");
                return null;
            case Strength.Must or Strength.Never when row.Has("rank"):
                row.Wrong("rank", $"a {Words.Write(strength.Value)} has no rank");
                return null;
            default:
                return rank;
        }
    }
}
