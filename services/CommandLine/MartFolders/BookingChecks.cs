namespace TravelMart.CommandLine.MartFolders;

/// <summary>Finds requests that the services would have to refuse, so that a replay does not stop half way.</summary>
internal sealed class BookingChecks(FolderParties parties, IReadOnlyList<FolderWish> wishes)
{
    private readonly Dictionary<(string Company, int Slot), List<int>> _taken = [];
    private readonly Dictionary<Pair, int> _booked = [];
    private readonly ILookup<Pair, FolderWish> _nevers = wishes.Where(w => w.Strength == Strength.Never).ToLookup(w => w.Pair);

    /// <summary>Reports what stands against a request.</summary>
    public void Add(CsvRow row, FolderRequest request)
    {
        if (_nevers[request.Pair].FirstOrDefault() is { } never)
        {
            row.Wrong("seller", $"{request.Pair} is ruled out by the never on line {never.Line} of wishes.csv");
        }

        if (request.BookedSlot is not { } slot)
        {
            return;
        }

        var column = request.Answer == Answer.Accept ? "answer_slots" : "final_slot";
        Take(row, column, request.Pair.Buyer, slot);
        Take(row, column, request.Pair.Seller, slot);
        if (!_booked.TryAdd(request.Pair, row.Line) && !request.Repeat)
        {
            row.Wrong("repeat", $"{request.Pair} is booked by line {_booked[request.Pair]} already; a further meeting is marked yes");
        }
    }

    private void Take(CsvRow row, string column, string id, int slot)
    {
        var company = parties.Find(id)!;
        if (company.BlockedSlots.Contains(slot))
        {
            row.Wrong(column, $"slot {slot + 1} is blocked by \"{id}\" (line {company.Line} of companies.csv)");
        }

        if (!_taken.TryGetValue((id, slot), out var lines))
        {
            _taken[(id, slot)] = lines = [];
        }

        lines.Add(row.Line);
        if (lines.Count > company.Capacity)
        {
            row.Wrong(column, $"slot {slot + 1} of \"{id}\" is taken by line {string.Join(", ", lines.SkipLast(1))} already");
        }
    }
}
