using NodaTime;

namespace TravelMart.CommandLine.MartFolders.Almaty;

/// <summary>Writes companies.csv: twelve sellers, 42 buyers, and the applicants who did not get in.</summary>
internal sealed class AlmatyCompanies(AlmatyPairs pairs, Draw draw)
{
    private readonly CsvText _table = new(
        "company", "role", "name_en", "name_ko", "name_ru", "category", "country", "languages", "stand", "capacity", "delegates",
        "decision", "reason", "note", "blocked_slots", "applied_at", "decided_at", "synthetic");

    /// <summary>The file.</summary>
    public string Write()
    {
        foreach (var seller in AlmatyFacts.Sellers)
        {
            Add(
                ("company", seller.Id), ("role", "seller"), ("name_en", seller.English), ("name_ko", seller.Korean), ("name_ru", seller.Russian),
                ("category", seller.Category), ("country", "KR"), ("languages", seller.Languages), ("stand", seller.Id[1..].TrimStart('0')),
                ("delegates", $"{draw.Between(2, 3)}"), ("decision", "approve"), ("blocked_slots", string.Join(' ', seller.Blocked)), ("synthetic", "no"));
        }

        foreach (var buyer in pairs.Buyers)
        {
            Add(
                ("company", buyer.Id), ("role", "buyer"), ("name_en", buyer.English), ("name_ko", buyer.Korean), ("name_ru", buyer.Russian),
                ("country", "KZ"), ("languages", buyer.Languages), ("delegates", $"{draw.Between(1, 2)}"), ("decision", "approve"),
                ("blocked_slots", string.Join(' ', buyer.Blocked)), ("synthetic", buyer.Synthetic ? "yes" : "no"));
        }

        foreach (var other in AlmatyBuyers.Others.Select(o => o.Split('|')))
        {
            Add(
                ("company", other[0]), ("role", other[1]), ("name_en", other[2]), ("name_ko", other[3]), ("name_ru", other[4]),
                ("category", other[5]), ("country", other[1] == "seller" ? "KR" : "KZ"), ("languages", other[6]), ("delegates", "1"),
                ("decision", other[7]), ("reason", other[8]), ("note", other[9]), ("synthetic", "yes"));
        }

        return _table.ToString();
    }

    private void Add(params (string, string)[] cells)
    {
        var applied = new LocalDateTime(2023, 5, 15, 9, 30).PlusDays(draw.Below(21)).PlusMinutes(draw.Below(480));
        var decided = applied.Date.PlusDays(draw.Between(2, 6)).At(new LocalTime(10, 0)).PlusMinutes(draw.Below(420));
        _table.Add([.. cells, ("capacity", "1"), ("applied_at", AlmatyTimes.Write(applied)), ("decided_at", AlmatyTimes.Write(decided))]);
    }
}
